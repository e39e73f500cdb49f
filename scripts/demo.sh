#!/bin/sh
# What anamctl does, in a minute, without an account or a network. `make demo` runs it.
# Usage: sh scripts/demo.sh PATH-OF-ANAMCTL
set -eu

anamctl() { "$program" "$@"; }
program=$1

# Sessions and caches of the demo are its own.
home=$(mktemp -d)
ANAMCTL_RUNTIME_DIR=$home/runtime
ANAMCTL_CACHE_DIR=$home/cache
export ANAMCTL_RUNTIME_DIR ANAMCTL_CACHE_DIR
unset ANAM_API_KEY ANAM_API_URL ASSEMBLYAI_API_KEY ANAMCTL_STT_URL
trap 'anamctl session stop >"$home/stop" 2>&1 || true; rm -rf "$home"' EXIT

show() {
    echo
    printf '$ anamctl'
    for word do
        case $word in
            *" "*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    echo
    anamctl "$@" 2>&1
}

# What should fail is part of the demo, and must fail with this exit code.
show_refused() {
    expected=$1
    shift
    code=0
    show "$@" || code=$?
    [ "$code" = "$expected" ] || { echo "expected exit code $expected, got $code" >&2; exit 1; }
}

show --version
show validate personas

echo
echo '# the same concierge with three slips: jp for ja, a speed of 11, a misspelt key'
echo '$ anamctl validate - < slips.yaml'
sed -e 's/^  ja:/  jp:/' -e 's/speed: 1\.1$/speed: 11/' -e 's/skipGreeting/skipGreetings/' \
    personas/concierge.yaml | anamctl validate - --stdin-name slips.yaml --exit-zero

echo
echo '# talk to a persona in French; the sandbox stands in for the account'
show session start --lang fr --sandbox --say 'Bonjour, avez-vous une table pour ce soir ?' --expect-reply-lang fr

echo
echo '# keep a session open in the background, with a voice of Cartesia, and change it while it runs'
show session start --lang fr --sandbox --detach --max-length 60s --set voiceId=131f1a04-1c04-496b-be35-3a76fb12f792
show session update --speed 1.2
show_refused 1 session update --stability 0.4
show_refused 1 session update --speed 9
show session stop

echo
echo '# what does speech-to-text hear, and in which language? a German caller is not what was expected'
show sandbox --clips "$home/sounds"
show listen --sandbox "$home/sounds/fr-table.wav" --expect fr
show_refused 1 listen --sandbox "$home/sounds/de-table.wav" --expect fr
