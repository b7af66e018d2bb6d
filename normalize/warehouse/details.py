"""What follows for rows of single documents once drugs and policies are merged.

Attachments come to their notices, what copies repeat is told once, forms of one drug
are compared year by year, and sources that disagree are named; each step sees only the
documents that it is about.
"""

from normalize.column import table_of
from normalize.entities.attached import PARSER, attach, titles_of
from normalize.entities.changes import LISTS, drugs_of_forms, fill_changes
from normalize.entities.disagreements import disagreements
from normalize.entities.once import DETAILS, tell_once
from normalize.rows import Row, empty_rows
from normalize.schema import arrow_schema
from normalize.tables import FilingChange, Policy
from normalize.values.plain import squash
from normalize.warehouse.components import Links
from normalize.warehouse.duck import AT, CHUNK, PLACE, Spill, Warehouse
from normalize.warehouse.state import note, note_renamed, now

COPIES = 200  # documents that are looked at together
FILINGS = 200
OUTCOMES = 5000
HEAD = 300  # characters: an attachment says its number on top
DETAIL_NAMES = tuple(table_of(cls).name for cls in DETAILS)
_PLACED = f"{CHUNK}, t.{AT} AS {PLACE}"
# The rows of documents that are looked at together.
JOINED = f"""
    JOIN raw_documents d ON d.doc_id = t.doc_id
    JOIN {{chunks}} c ON c.{AT} = d.{AT}
"""


def attach_files(house: Warehouse, problems: Spill) -> None:
    """Bring each attachment to its policy, and make the view `now_policies`."""
    documents = _attachments(house)
    policies = _policies_about(house, documents)
    before = {row["policy_id"]: list(row["doc_ids"]) for row in policies}
    tables = empty_rows() | {"documents": documents, "policies": policies}
    places = attach(tables)
    left = {row["policy_id"]: row for row in tables["policies"]}
    gone = before.keys() - left.keys()
    note(house, "removed", [{"kind": "policies", "id": each} for each in sorted(gone)])
    moved = [{"doc_id": doc_id, **to._asdict()} for doc_id, to in places.items()]
    note(house, "moved", moved)
    problems.add(tables["problems"])
    with house.spill("attached_policies", arrow_schema(Policy)) as spill:
        spill.add(row for key, row in left.items() if row["doc_ids"] != before[key])
    house.run("""
        CREATE VIEW now_policies AS
        SELECT * FROM attached_policies UNION ALL BY NAME
        SELECT * FROM merged_policies t ANTI JOIN attached_policies USING (policy_id)
        ANTI JOIN removed gone ON gone.kind = 'policies' AND gone.id = t.policy_id
    """)


def _attachments(house: Warehouse) -> list[Row]:
    query = f"""
        SELECT doc_id, path, parser, status, title, substr(text, 1, {HEAD}) AS text
        FROM raw_documents WHERE parser = '{PARSER}' ORDER BY {AT}
    """
    return list(house.rows("documents", query))


def _policies_about(house: Warehouse, documents: list[Row]) -> list[Row]:
    """The notices that list one of these documents, and what is nothing but one."""
    titles = {title for row in documents for title in titles_of(row)}
    own = {row["doc_id"] for row in documents}

    def is_about(row: Row) -> bool:
        listed = {squash(each["title"] or "") for each in row["attachments"] or ()}
        return not titles.isdisjoint(listed) or own.issuperset(row["doc_ids"])

    return list(filter(is_about, house.rows("policies", "FROM merged_policies")))


def tell_details_once(house: Warehouse, evidence: Spill) -> None:
    """Take out the rows by which copies repeat their leaders.

    What proves the details of a document that is a copy, or has one, is told anew.
    """
    house.run("""
        CREATE TABLE copied AS
        SELECT doc_id, copy_of AS leader FROM copies UNION
        SELECT copy_of, copy_of FROM copies
    """)
    links = Links()
    for at, leader in house.ask(
        f"SELECT {AT}, leader FROM copied JOIN raw_documents USING (doc_id) ORDER BY 1"
    ):
        links.add(at, [leader])
    chunks, count = links.chunks(COPIES)
    house.take("chunk_copied", chunks)
    for tables in house.chunks(_copied(), count):
        gone = tell_once(tables)
        evidence.add(tables["evidence"])
        for name, renamed in gone.items():
            note_renamed(house, name, renamed)
            note(house, "removed", [{"kind": name, "id": old} for old in renamed])


def _copied() -> dict[str, str]:
    joined = JOINED.format(chunks="chunk_copied")
    asked = {
        name: f"SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM ({now(name)}) t {joined}"
        for name in DETAIL_NAMES
    }
    marked = (
        "SELECT t.doc_id, t._at, o.copy_of FROM raw_documents t LEFT JOIN copies o "
    )
    marked += "ON o.doc_id = t.doc_id"
    asked["documents"] = (
        f"SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM ({marked}) t {joined}"
    )
    proofs = f"SELECT * FROM raw_evidence WHERE table_name IN {DETAIL_NAMES}"
    asked["evidence"] = f"SELECT t.*, {_PLACED} FROM ({proofs}) t {joined}"
    return asked


def compare_filings(house: Warehouse) -> None:
    """Make the view of `filing_changes`: forms of one drug, year by year."""
    links = Links()
    for row in house.rows("filings", f"{now('filings')} ORDER BY {AT}"):
        if row["drug_id"] is not None:
            links.add(row[AT], [row["drug_id"]])
    chunks, count = links.chunks(FILINGS, least=2)
    house.take("chunk_filings", chunks)
    with house.spill("now_filing_changes", arrow_schema(FilingChange)) as changes:
        for tables in house.chunks(_filed(), count):
            forms = {"drugs": tables["drugs"], "filings": tables.pop("stated")}
            fill_changes(tables, drugs_of_forms(forms))
            changes.add(tables["filing_changes"])


def _filed() -> dict[str, str]:
    """The filings, as they are and as each was stated, with the drug and its lists."""
    filed = f"""
        SELECT f.doc_id, f.filing_id, {CHUNK}
        FROM raw_filings f JOIN chunk_filings USING ({AT})
    """
    asked = {
        "filings": f"""
            SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM ({now("filings")}) t
            JOIN chunk_filings USING ({AT})
        """,
        "stated": f"""
            SELECT t.doc_id, t.drug_id, {_PLACED} FROM raw_filings t
            JOIN chunk_filings USING ({AT})
        """,
        "drugs": f"""
            SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM raw_drugs t
            JOIN raw_filings f USING (drug_id)
            JOIN chunk_filings c ON c.{AT} = f.{AT}
        """,
    }
    for cls, _ in LISTS:
        name = table_of(cls).name
        asked[name] = f"""
            SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM ({now(name)}) t
            JOIN (SELECT DISTINCT doc_id, {CHUNK} FROM ({filed})) USING (doc_id)
        """
    return asked


def name_disagreements(house: Warehouse, problems: Spill) -> None:
    """Tell of each two values that sources state for the same fact."""
    house.keep("facts", now("outcomes"))
    links = Links()
    told = f"SELECT {AT}, drug_id FROM facts WHERE drug_id IS NOT NULL ORDER BY {AT}"
    for row in house.rows("", told):
        links.add(row[AT], [row["drug_id"]])
    chunks, count = links.chunks(OUTCOMES, least=2)
    house.take("chunk_facts", chunks)
    house.run(f"""
        CREATE TABLE chunk_sources AS
        SELECT DISTINCT doc_id, drug_id, {CHUNK}
        FROM facts JOIN chunk_facts USING ({AT})
    """)
    of_documents = f"""
        JOIN (SELECT DISTINCT doc_id, {CHUNK} FROM chunk_sources) USING (doc_id)
    """
    asked = {
        "outcomes": f"SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM facts t {of_documents}",
        "trials": f"""
            SELECT t.* EXCLUDE ({AT}), {_PLACED} FROM ({now("trials")}) t {of_documents}
        """,
        "asked": f"""
            SELECT DISTINCT drug_id, {CHUNK}, drug_id AS {PLACE} FROM chunk_sources
        """,
    }
    for tables in house.chunks(asked, count):
        drugs = {row["drug_id"] for row in tables["asked"]}
        problems.add(disagreements(tables, drugs))
    house.run("DROP VIEW facts")
