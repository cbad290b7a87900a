"""Whether a word that may be a name (Rose, Will, Brown) is meant as one where it stands.

In lower case it is not; a capital within a sentence says that it is; at the start of a sentence, and amid capitals, the
next word decides, and in doubt a name is raised rather than missed.
"""

from collections.abc import Sequence

from sharing.naming.folding import Text, Token
from sharing.naming.words import NAMES_THAT_ARE_WORDS, WORDS


def _table(words: str) -> dict[str, frozenset[str]]:
    """Read "will: not be; may: be" as sets by word."""
    rows = (row.split(":") for row in words.split(";"))
    return {word.strip(): frozenset(beside.split()) for word, beside in rows}


# What follows a verb ("Will she", "Mark the register", "Hope this helps"), and hardly a name.
_AFTER_A_VERB_ = """
a an the this that these those there he she it they we you i his her its their our your my him them us me anyone
someone everyone everybody nobody somebody anybody anything something
"""
# What people do: behind a family name that is an ordinary word ("Young said"), only this shows that it is a name.
_PEOPLE_DO_ = """
is was has had will would can could should did does said says told tells came comes went goes left took brought rang
spoke thinks thought feels felt got gets gave made makes wants needs likes knew saw hit hurt ran cries fell bit ate
may might must who also then never always often isn wasn hasn hadn didn doesn
"""
# What follows, and comes before, a name where it is the word.
_FOLLOWS_ = """
will: not be have all any both mum dad staff parents children; may: not be have all any both mum dad staff parents
children; hope: to for all; art: activities activity area corner project session table materials therapy; grace:
period; bill: payment payments; dawn: broke; jack: frost; daisy: chain chains; poppy: seeds seed day; olive: oil;
rose: petals petal bushes garden; lily: pads; ivy: leaves; holly: leaves berries; star: charts chart jumps; summer:
clothes party fair hats sun; winter: coats clothes hats; autumn: leaves; penny: dropped; rain: clothes; sandy: beach
feet; storm: damage; ash: tree wednesday; ginger: biscuits; jasmine: rice; basil: leaves; teddy: bears bear picnic;
happy: birthday new to children; lucky: dip; red: paint mark marks bruise; rusty: nail; rocky: start; faith: school
schools group groups leaders; amber: rating alert; christian: family families groups festival; charity: shop shops;
forest: school; matt: paint; pearl: barley; coral: reef; violet: paint; mint: leaves
"""
_BEFORE_ = """
hall: village town church school community; green: village; park: country car skate; cross: red; king: the; queen:
the; prince: the; ward: children maternity paediatric; eve: christmas s; day: mother mothers father fathers world
sports boxing s; church: parish; jack: union
"""
_MONTHS = {"may", "april", "june", "august", "jan", "summer", "autumn", "winter"}
_IN_ = "in during since until till next last early late mid this every each"
_BEHIND_A_SEASON = {"term", "half", "holiday", "holidays"}

_AFTER_A_VERB, _PEOPLE_DO, _BEFORE_A_MONTH = (frozenset(said.split()) for said in (_AFTER_A_VERB_, _PEOPLE_DO_, _IN_))
_FOLLOWS, _COMES_BEFORE = _table(_FOLLOWS_), _table(_BEFORE_)


def is_word(key: str) -> bool:
    """True for a name that is an ordinary word too, or the plural of one (Woods, Banks)."""
    return _listed(key) or (key.endswith("s") and _listed(key[:-1]))


def _listed(key: str) -> bool:
    return key in WORDS or key in NAMES_THAT_ARE_WORDS


def meant_as_name(text: Text, at: int, *, given: bool) -> bool:
    """`given` names stand alone; a family name that is an ordinary word has to be shown to be one."""
    token = text.tokens[at]
    if not is_word(token.key):
        return True
    if token.lower or _is_date(text.tokens, at) or _is_place(text.tokens, at):
        return False
    return not _capital_says_nothing(text, at) or _next_word_says_so(
        text, at, given or token.key in NAMES_THAT_ARE_WORDS
    )


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""


def _is_date(tokens: Sequence[Token], at: int) -> bool:
    """Know "May 2022", "3rd May", "in May", "Summer term"."""
    if tokens[at].key not in _MONTHS:
        return False
    before, behind = _key(tokens, at - 1), _key(tokens, at + 1)
    counted = before.isdigit() or (before in {"st", "nd", "rd", "th"} and _key(tokens, at - 2).isdigit())
    return counted or behind.isdigit() or before in _BEFORE_A_MONTH or behind in _BEHIND_A_SEASON


def _is_place(tokens: Sequence[Token], at: int) -> bool:
    """Know "Village Hall", "the Queen", "Jack Frost"."""
    behind = tokens[at + 1 : at + 2]
    follows = bool(behind) and not behind[0].lower and behind[0].key in _FOLLOWS.get(tokens[at].key, ())
    return follows or _key(tokens, at - 1) in _COMES_BEFORE.get(tokens[at].key, ())


def _capital_says_nothing(text: Text, at: int) -> bool:
    token = text.tokens[at]
    beside = [other for other in text.tokens[max(0, at - 1) : at + 2] if other is not token and not other.key.isdigit()]
    amid_capitals = token.upper and bool(beside) and all(other.upper for other in beside)
    return amid_capitals or text.starts_sentence(token)


def _next_word_says_so(text: Text, at: int, alone: bool) -> bool:
    token, behind = text.tokens[at], text.tokens[at + 1 : at + 2]
    gap = text.between(token, behind[0]) if behind else "."
    key = behind[0].key if behind else ""
    if gap == "'":
        return key == "s"
    if not alone:
        return gap == " " and (key in _PEOPLE_DO or key.endswith("ed"))
    return bool(gap.strip()) or key not in _AFTER_A_VERB | _FOLLOWS.get(token.key, frozenset())
