from __future__ import annotations

from anamctl.sandbox.speech.activity import BEGIN_FRAMES, ECHO_FRAMES, END_FRAMES, Activity


def levels(activity: Activity, *stretches: tuple[int, float]) -> list[bool]:
    """Feed stretches of (frames, dB); return for each frame whether there was activity."""
    frame = 0
    found = []
    for count, level in stretches:
        for _ in range(count):
            activity.take(frame, level)
            found.append(activity.is_active)
            frame += 1
    return found


def test_sound_begins_activity_and_a_pause_ends_it():
    activity = Activity()
    found = levels(activity, (50, -90), (100, -20), (100, -90))

    assert found.index(True) == 50 + BEGIN_FRAMES - 1
    assert len(found) - found[::-1].index(True) == 50 + 100 + END_FRAMES - 1
    assert (activity.since, activity.last_loud) == (50, 149)


def test_a_short_pause_does_not_end_it():
    assert all(levels(Activity(), (50, -90), (50, -20), (END_FRAMES - 1, -90), (50, -20))[70:])


def test_a_click_is_no_activity():
    assert not any(levels(Activity(), *[(20, -90), (BEGIN_FRAMES - 1, -10)] * 1, (100, -90)))


def test_what_is_very_soft_is_no_activity():
    assert not any(levels(Activity(), (100, -100), (100, -65)))


def test_steady_noise_becomes_the_floor():
    found = levels(Activity(), (50, -90), (400, -40))

    assert any(found)
    assert not found[-1]


def test_speech_above_steady_noise_is_activity():
    assert levels(Activity(), (300, -40), (50, -25))[-1]


def test_after_a_known_utterance_an_echo_is_no_activity():
    activity = Activity()
    levels(activity, (50, -90), (100, -20))
    activity.settle()
    found = [activity.is_active]
    for frame in range(150, 150 + BEGIN_FRAMES + ECHO_FRAMES):
        activity.take(frame, -30)
        found.append(activity.is_active)

    assert found == [False] * (BEGIN_FRAMES + ECHO_FRAMES) + [True]
    assert activity.since == 150
