"""The record as JSON, for other software, and the schema that says what each part of it means.

It says what the pages of the copy say, piece by piece and in their order, and no more: whatever was withheld or
redacted there is withheld or redacted here.
"""

from sharing.presenters.pieces import Piece, Section

SCHEMA = "neston-sharing/record/1"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def record_json(copy) -> dict:
    """Take a Copy, give what the schema describes."""
    return {
        "schema": SCHEMA,
        "copy": {
            "reference": copy.record.reference,
            "kind": copy.kind or "setting",
            "setting": copy.record.setting,
            "produced_at": copy.produced_at,
            "produced_by": copy.produced_by,
            "reason": copy.reason,
            "seal": {"number": copy.stamp.number, "code": copy.stamp.code},
        },
        "child": {"reference": copy.record.child.reference, "name": copy.record.child.name},
        "decisions": [_decision(section) for section in copy.sections if section.verdict],
        "sections": [_section(section) for section in copy.sections],
    }


def _decision(section: Section) -> dict:
    return {"reference": section.key, "decision": section.verdict, "state": section.status, "basis": section.basis}


def _section(section: Section) -> dict:
    return {
        "key": section.key,
        "title": section.title,
        "status": section.status,
        "pieces": [_piece(piece) for piece in section.pieces],
    }


def _piece(piece: Piece) -> dict:
    facts = [{"name": fact.key, "value": fact.value} for fact in piece.facts]
    return {
        "key": piece.key,
        "title": piece.title,
        "status": piece.status,
        "text": piece.text,
        "facts": facts,
        "by": piece.by,
    }


def _text(what: str, **more) -> dict:
    return {"type": "string", "description": what, **more}


def _object(what: str, **properties: dict) -> dict:
    return {
        "type": "object",
        "description": what,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(what: str, of: dict) -> dict:
    return {"type": "array", "description": what, "items": of}


def schema() -> dict:
    """Describe the record in JSON Schema; a change of meaning gets a new number."""
    return {"$schema": DRAFT, "title": SCHEMA} | _object(
        "A child's sharing record",
        schema=_text("Which schema this follows", const=SCHEMA),
        copy=_copy_schema(),
        child=_object("Whose record it is", reference=_text("Names the child"), name=_text("The child's name")),
        decisions=_list("The decisions in this copy", _decision_schema()),
        sections=_list("All that the pages say, in their order", _section_schema()),
    )


def _copy_schema() -> dict:
    seal = _object(
        "The seal of the audit log's entry that says that this copy is being prepared",
        number={"type": "integer", "description": "Its place in the chain of seals"},
        code=_text("128 bits of its hash, in base 32"),
    )
    return _object(
        "This copy",
        reference=_text("Names the copy"),
        kind=_text("Whose copy it is", enum=["setting", "family", "next"]),
        setting=_text("The setting's name"),
        produced_at=_text("When, in ISO 8601"),
        produced_by=_text("By whom"),
        reason=_text("For what reason; empty in copies that are given away"),
        seal=seal,
    )


def _decision_schema() -> dict:
    return _object(
        "What one decision came to",
        reference=_text("Names the decision, and its section"),
        decision=_text(
            "PERMIT: backed, to share. DENY: decided or left not to share. REVIEW: referred and not backed yet, or its "
            "consent is gone: somebody has to look at it again",
            enum=["PERMIT", "DENY", "REVIEW"],
        ),
        state=_text("The state in words"),
        basis=_text("The policy's basis: consent, duty, public_interest, not_confidential, not_identifiable or empty"),
    )


def _section_schema() -> dict:
    fact = _object("One fact", name=_text("What it is"), value=_text("What it says"))
    piece = _object(
        "One piece, which is let through, redacted or withheld as a whole",
        key=_text("Names the piece, for good"),
        title=_text("Its heading"),
        status=_text("Its state in a word, or empty"),
        text=_text("What it says; [redacted] stands for words that were taken out"),
        facts=_list("What it says under headings of their own", fact),
        by=_text("Who recorded it and when, or empty"),
    )
    return _object(
        "A part of the record",
        key=_text("Names the section"),
        title=_text("Its heading"),
        status=_text("Its state in a word, or empty"),
        pieces=_list("Its pieces", piece),
    )
