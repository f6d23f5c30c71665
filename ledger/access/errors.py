"""Every way a stream of access says no."""

from ledger.errors import Invalid, Refused, Taken


class HandleInvalid(Invalid):
    """{field} is 2 to 64 of a-z, 0-9, dot, hyphen and underscore, and begins with a letter: not {value}."""

    en = "This is not a handle."
    lv = "Apzīmējumā drīkst būt tikai mazie burti, cipari, punkts, defise un pasvītra."


class ScopeInvalid(Invalid):
    """A scope names an institution or a partner by its UUID, a region by its code, and the nation by nothing."""

    en = "The scope names nothing, or too much."
    lv = "Tvērums nav derīgs."


class ScopeNotForRole(Refused):
    """The role {role} is not granted for a scope of the kind {kind}, but for {kinds}."""

    en = "The role is not granted for such a scope."
    lv = "Šo lomu nevar piešķirt šādā tvērumā."


class RoleNotForKind(Refused):
    """The role {role} is not for a {kind}: machines are granted machine or auditor, persons all but machine."""

    en = "The role is not for such a holder."
    lv = "Šo lomu nevar piešķirt: cilvēkam un informācijas sistēmai ir dažādas lomas."


class ActorTaken(Taken):
    """Somebody else, in access {first}, has this handle: choose another."""

    HELD = "actor"
    en = "Somebody else has this handle."
    lv = "Šāds apzīmējums jau ir citam."


class ActorReserved(Refused):
    """The handle {actor} stands for whoever works on the server itself: choose another."""

    en = "The handle stands for somebody else."
    lv = "Šis apzīmējums ir rezervēts."


class AlreadyOpened(Refused):
    """Who signs in so has access {access_id} already: grant in that one."""

    en = "This person or machine has access already."
    lv = "Šim lietotājam piekļuve jau ir atvērta."


class OwnAccess(Refused):
    """Nobody widens their own access: let somebody else do it."""

    en = "Nobody widens their own access."
    lv = "Savu piekļuvi neviens nepaplašina pats."


class AccessClosed(Refused):
    """This access is closed: reopen it first."""

    en = "The access is closed."
    lv = "Piekļuve ir slēgta."


class AccessNotClosed(Refused):
    """This access is not closed: there is nothing to reopen."""

    en = "The access is not closed."
    lv = "Piekļuve nav slēgta."


class AlreadyRevoked(Refused):
    """The {what} {id} was revoked already."""

    en = "It was revoked already."
    lv = "Tas jau ir atsaukts."


class NotNarrower(Refused):
    """A grant is narrowed to a scope inside its own or to an earlier last day: for more, grant anew."""

    en = "This would not be narrower."
    lv = "Tas nebūtu šaurāk; lai paplašinātu, piešķiriet no jauna."


class KeysAreForMachines(Refused):
    """A person signs in with an identity provider: API keys are for machines."""

    en = "API keys are for machines."
    lv = "API atslēgas ir tikai informācijas sistēmām."


class KeyLivesTooLong(Refused):
    """A key is valid for at most {days} days, until {latest}."""

    en = "The key would be valid for too long."
    lv = "Atslēgas derīguma termiņš ir par garu."


class TooManyKeys(Refused):
    """Two keys are valid at once, for changing from one to the next: revoke one of them first."""

    en = "Two keys are valid already."
    lv = "Vienlaikus derīgas var būt ne vairāk kā divas atslēgas."
