"""What the book promises: its numbers can be calculated, its findings hold, its verdicts follow from their rules."""

from brief import claims, numbers


def test_every_number_is_calculated_and_every_finding_holds():
    assert all(one.text() for one in numbers.numbers())
    assert not [one.key for one in numbers.findings() if not one.holds()]


def test_every_verdict_is_the_one_that_its_rule_gives():
    assert len(claims.claims())
