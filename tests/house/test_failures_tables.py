"""Both tables of failures know every kind."""

import json

import pytest

from outer_skies import errors
from outer_skies.api.problems import problem_response
from outer_skies.state.failures import failure_of

SAMPLES = [
    errors.InvalidInput("No such date.", field="date"),
    errors.NonexistentCivilTime(before="00:59", after="02:00"),
    errors.AmbiguousCivilTime(earlier=3600, later=0),
    errors.HouseSystemUndefined("placidus", 78.2, ["whole_sign", "equal"]),
    errors.OutsideEphemeris(1, 2999),
    errors.NotSignedIn("No cookie."),
    errors.NotAllowed("Not yours."),
    errors.NotFound("No such chart."),
    errors.Conflict("Changed elsewhere."),
    errors.LimitReached("Too fast.", retry_after_s=7),
    errors.Unavailable("The database is away.", transient=True),
    errors.Broken("A promise."),
    errors.EphemerisDowngraded("Moshier."),
]

STATUS = {
    "InvalidInput": 422, "NonexistentCivilTime": 422, "AmbiguousCivilTime": 422, "HouseSystemUndefined": 422,
    "OutsideEphemeris": 422, "NotSignedIn": 401, "NotAllowed": 403, "NotFound": 404, "Conflict": 409,
    "LimitReached": 429, "Unavailable": 503, "Broken": 500, "EphemerisDowngraded": 500,
}  # fmt: skip


def kinds(root: type[BaseException]) -> set[type[BaseException]]:
    return {root}.union(*(kinds(kind) for kind in root.__subclasses__()))


def test_every_kind_has_a_sample_or_is_covered_by_its_parent():
    ours = {kind for kind in kinds(errors.OuterSkiesError) if kind.__module__ == "outer_skies.errors"}
    sampled = {type(error) for error in SAMPLES}
    assert ours - sampled == {errors.OuterSkiesError, errors.Undefined}


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_http_says_the_right_status_and_nothing_of_what_broke(error):
    answer = problem_response(error)
    body = json.loads(answer.body)
    assert answer.status_code == body["status"] == STATUS[type(error).__name__]
    assert answer.media_type == "application/problem+json"
    if answer.status_code == 500:
        assert str(error) not in body["detail"]
        assert "Reference" in body["detail"]


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_the_screen_has_words_for_it(error):
    failure = failure_of(error)
    assert failure.text.endswith((".", "?"))
    if isinstance(error, errors.Broken):
        assert "Reference" in failure.text
        assert str(error) not in failure.text


def test_a_doubtful_hour_comes_with_its_choices():
    twice = failure_of(errors.AmbiguousCivilTime(earlier=3600, later=0))
    assert twice.field == "time"
    assert [choice.patch for choice in twice.choices] == [{"fold": "earlier"}, {"fold": "later"}]
    never = failure_of(errors.NonexistentCivilTime(before="00:59", after="02:00"))
    assert [choice.patch for choice in never.choices] == [{"time": "00:59"}, {"time": "02:00"}]


def test_too_fast_says_when_to_come_back():
    assert problem_response(errors.LimitReached("Slow down.", retry_after_s=7)).headers["retry-after"] == "7"
    assert "7 s" in failure_of(errors.LimitReached("Slow down.", retry_after_s=7)).text
