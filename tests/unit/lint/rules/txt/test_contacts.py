from __future__ import annotations

import time

import pytest

from anamctl.lint.rules.txt.contacts import Contacts, contacts, lacking


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("See https://a.example/menu.", ("https://a.example/menu",)),
        ("See (http://a.example/x?y=1&z=2)!", ("http://a.example/x?y=1&z=2",)),
        ("www.a.example, HTTPS://B.example", ("www.a.example", "HTTPS://B.example")),
        ("詳しくは https://a.example/x。", ("https://a.example/x",)),
        ("twice https://a.example and https://a.example", ("https://a.example",)),
        ("a://b", ()),
    ],
)
def test_addresses_of_pages_end_before_what_follows_them(text, urls):
    assert contacts(text).urls == urls


@pytest.mark.parametrize(
    ("text", "mails"),
    [
        ("Write to desk@hotel.example.", ("desk@hotel.example",)),
        ("a.b+c@x-y.co.example", ("a.b+c@x-y.co.example",)),
        ("@home and user@localhost", ()),
    ],
)
def test_mail_addresses_have_a_domain(text, mails):
    assert contacts(text).mails == mails


@pytest.mark.parametrize(
    "phone", ["+33 4 65 71 12 34", "+4915112345678", "030 1234567", "(555) 123-4567", "0800 123 456", "1800-425-1551"]
)
def test_telephone_numbers_are_found_in_many_forms(phone):
    [found] = contacts(f"Call {phone}, please.").phones

    assert found.lstrip("(") == phone.lstrip("(")


@pytest.mark.parametrize(
    "text",
    [
        "from 7:00 to 10:30",
        "since 2019-2024",
        "on 2026-11-21",
        "on 21.11.2026",
        "1 000 000 guests",
        "1.000.000 euros",
        "3.14159265",
        "order AB1234567",
        "order 1234567AB",
        "room 112",
        "123456",
        "1234567890123456789",
        "version 1.2.3",
    ],
)
def test_dates_sums_and_orders_are_no_telephone_numbers(text):
    assert contacts(text).phones == ()


def test_the_digits_of_an_address_are_no_telephone_number():
    assert contacts("https://a.example/0301234567").phones == ()


def test_what_is_missing_is_listed_in_order():
    base = contacts("https://a.example desk@a.example +33 465 71 12 34")

    assert lacking(base, "rien", ("en", "fr")) == ["https://a.example", "desk@a.example", "+33 465 71 12 34"]
    assert lacking(base, "+33465711234 DESK@a.example https://a.example", ("en", "fr")) == []


@pytest.mark.parametrize("text", ["04 65 71 12 34", "٠٤٦٥٧١١٢٣٤", "+33 (0)4.65.71.12.34", "०४६५७११२३४"])
def test_a_number_may_be_written_in_another_way(text):
    assert lacking(Contacts(phones=("+33 4 65 71 12 34",)), text, ("en", "fr")) == []


def test_another_number_is_not_the_same():
    assert lacking(Contacts(phones=("+33 4 65 71 12 34",)), "+33 4 65 71 12 35", ("en", "fr"))


@pytest.mark.parametrize(
    "text", ["https://a.example/fr/menu", "http://www.a.example/fr-CA/menu/", "https://fr.a.example/menu?lang=fr"]
)
def test_a_page_may_have_the_language_in_its_address(text):
    wanted = text != "https://fr.a.example/menu?lang=fr"

    assert (lacking(Contacts(urls=("https://a.example/en/menu",)), text, ("en", "fr")) == []) is wanted


def test_another_page_is_not_the_same():
    assert lacking(Contacts(urls=("https://a.example/menu",)), "https://a.example/carte", ("en", "fr"))


@pytest.mark.parametrize("piece", ["a.", "1 ", "@", "http://", "a@a.", "www."])
def test_a_megabyte_of_nonsense_takes_no_time(piece):
    start = time.process_time()
    contacts(piece * (1_000_000 // len(piece)))

    assert time.process_time() - start < 20
