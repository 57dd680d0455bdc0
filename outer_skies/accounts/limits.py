"""How much anyone may ask for. Each asker has a window of their own; a household's address one for all behind it.

A browser's cookie can be thrown away for a new one at each request: it never loosens what its address may do.
"""

from dataclasses import replace

from outer_skies.errors import LimitReached
from outer_skies.store.windows import Rule, Taken, Windows

WINDOW_S = 60
HOUSEHOLD = 3
"""How many askers' worth one address may ask for."""

GENERAL = Rule("general", 100, WINDOW_S)
CASTING = Rule("casting", 40, WINDOW_S)
"""Charts cast for a file or a picture: each takes as long as twenty pages."""

HANDSHAKES = Rule("sockets", 60, WINDOW_S)
HEALTH = Rule("health", 600, WINDOW_S)
SIGN_IN = Rule("sign-in", 5, WINDOW_S, guards=True)
"""Tries at a password or a code, by account and by address."""


class Limits:
    """The rules, with a `factor` that an administrator can widen them by."""

    def __init__(self, windows: Windows, factor: int = 1) -> None:
        self.windows = windows
        self._factor = factor

    def rule(self, rule: Rule, shares: int = 1) -> Rule:
        """The rule as it holds here; for `shares` askers together."""
        name = rule.name if shares == 1 else f"{rule.name}-address"
        return replace(rule, name=name, amount=rule.amount * self._factor * shares)

    async def take(self, rule: Rule, *, browser: str | None, address: str, cost: int = 1) -> tuple[Rule, Taken]:
        """Count one call that costs `cost`; answers the rule that is nearest to its end.

        Raises: `LimitReached`.
        """
        own = self.rule(rule)
        found = own, await self.windows.take(own, browser or address, cost)
        if browser is not None and found[1].is_allowed:
            all_of_it = self.rule(rule, HOUSEHOLD)
            together = all_of_it, await self.windows.take(all_of_it, address, cost)
            if not together[1].is_allowed or together[1].left < found[1].left:
                found = together
        if not found[1].is_allowed:
            raise LimitReached("That is more than one may ask for in a minute.", retry_after_s=found[1].more_in_s)
        return found
