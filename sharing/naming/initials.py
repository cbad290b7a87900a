"""Initials in capitals: "A.O.", "A. O.", "AO", but not "GP" and "TV"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sharing.naming.folding import Text
from sharing.naming.known import Person, whose
from sharing.naming.words import WORDS

_DOTTED = re.compile(r"(?<![\w.&@])[A-Z](?:\. ?[A-Z]){1,3}(?:\.|(?!\w))")
_PLAIN = re.compile(r"(?<![\w.&@/])[A-Z]{2,4}(?![\w@&])")
_AN = re.compile(r"\b(a|an|the|this|that|our|your|my|her|his|their|no|on|by|family|local|in)\s+$")
# Written so by everybody. With dots they count as initials, unless an article stands before them ("the G.P.").
_COMMON = """
ab abc ac ad adhd ae aed ai ak am amp ap asap asd asq bbc bcg bfi bme bmi bsl bst bt ca caf cafe caft cams cc ccg
cctv cd ceo ch cic cid cin cl cla clpp cms cof com cp cpd cpp cpr cqc cr cs csa csc cse ct cv cw da dbs dc dco dfe
dht diy dl dna dob dp dpa dpia dpo ds dsl dt dv dva dvd ea ead eal ec ecm ect edt ehc eha ehcp ehp ehm ep epi er est
etc eu ey eyfs eypp eyp eys fa faq fas fgm fm foi fs fsm fsw ft gb gcse gdpr gmt gp gps ha hb hiv hlta hm hmrc hq hr
ht hv ico ict icpc id ie ig ii iii im ims info ip iq iro isa it itv iv jp jsna kc ks la lac lado lcsp led lgbt lp ls
lsa lsb lscb mash md me mfl mhra mi mms mmr mot mp ms msc na nb ncmp nd ndis ne nhs ni nice nino nok nqt ns nspcc
nvq nw oap od ofsted oh ok op osa ot pa pat pc pcso pd pdf pe pep pfa pgce ph phd pin pip pm pmld po ppa pps pr prn
ps pse psed pshe pt pta pto pv qa qc qr qts ra raf rb re rn rs rsa rse rspca rsv rta sa salt sat sats sb scr se sel
sen senco send sendco ses sg si sims sl sla slt sms sos sp ss st stem sw swot ta tac taf tb tbc td tes tfl tm to ttc
tv ub ucas uk un us usa usb uw vat vi vip vr wc wfh who wi wp wr www xl yo yr ys ymca
"""
_ABBREVIATIONS = frozenset(_COMMON.split())


class Initials:
    def __init__(self, people: Iterable[Person]):
        self._roles: dict[str, list[str]] = defaultdict(list)
        for person in people:
            for initials in _initials(person):
                self._roles[initials].append(person.role)

    def find(self, text: Text) -> Iterator[tuple[int, int, str]]:
        for match in _DOTTED.finditer(text.plain):
            common = _is_common(match[0]) and _AN.search(
                text.folded, match.start() - 10 if match.start() > 10 else 0, match.start()
            )
            if not common:
                yield from self._says(match)
        for match in _PLAIN.finditer(text.plain):
            if not _is_common(match[0]):
                yield from self._says(match)

    def _says(self, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
        roles = self._roles.get(_letters(match[0]))
        if roles:
            yield match.start(), match.end(), f"may be {whose(roles, 'initials')}"


def _letters(written: str) -> str:
    return written.replace(".", "").replace(" ", "").lower()


def _is_common(written: str) -> bool:
    return _letters(written) in _ABBREVIATIONS or _letters(written) in WORDS


def _initials(person: Person) -> set[str]:
    """Give "ao", "ago", and "aos" where the family name has two parts."""
    given, known_as, family = ("".join(token.key[0] for token in Text(name).tokens) for name in _names(person))
    firsts = {given[:1], known_as[:1], given} - {""}
    lasts = {family, family[:1], family[-1:]} - {""}
    return {first + last for first in firsts for last in lasts if len(first + last) <= 4}


def _names(person: Person) -> tuple[str, str, str]:
    return person.given_names, person.known_as, Text(person.family_name).folded.replace("'", "")
