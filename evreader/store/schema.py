"""The tables and views of a project file, as migrations; docs/store.md describes them.

A released migration is never edited and never uses live classes of ours. ``VERSIONS`` lists them
with the version of the file (``user_version``) that each leads to:

1. evreader 0.1.0: the first tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

VERSION = 1
"""The version of the file that this program writes."""


def migrations() -> Migrations:
    """All migrations, in order."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("evreader")
    steps(name="v1")(_v1)
    return steps


def _v1(db: Database) -> None:
    for statement in _V1_TABLES.split(";\n") + _V1_VIEWS.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute("INSERT INTO annotation_set (name, origin) VALUES ('Annotations', 'user')")


_V1_TABLES = """
CREATE TABLE project (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  date TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  site TEXT NOT NULL DEFAULT '',
  review TEXT NOT NULL DEFAULT '',
  text_hash TEXT NOT NULL DEFAULT '',
  fingerprint INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX article_text_hash ON article (text_hash);
CREATE TABLE cut (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  score REAL NOT NULL,
  kinds TEXT NOT NULL
);
CREATE INDEX cut_article ON cut (article);
CREATE TABLE passage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "row" INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'zh', 'other')),
  kind TEXT NOT NULL,
  mixed INTEGER NOT NULL DEFAULT 0,
  origin TEXT NOT NULL DEFAULT 'source',
  size INTEGER NOT NULL,
  text TEXT NOT NULL,
  original TEXT NOT NULL DEFAULT ''
);
CREATE INDEX passage_outline ON passage (article, "row", position, language, kind, size);
CREATE TABLE outline (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  data BLOB NOT NULL
);
CREATE TRIGGER outline_after_insert AFTER INSERT ON passage
BEGIN DELETE FROM outline WHERE article = NEW.article; END;
CREATE TRIGGER outline_after_update AFTER UPDATE ON passage
BEGIN DELETE FROM outline WHERE article IN (OLD.article, NEW.article); END;
CREATE TRIGGER outline_after_delete AFTER DELETE ON passage
BEGIN DELETE FROM outline WHERE article = OLD.article; END;
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  passage INTEGER NOT NULL REFERENCES passage(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
);
CREATE INDEX sentence_passage ON sentence (passage, position, start, "end");
CREATE TABLE link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  relation TEXT NOT NULL DEFAULT 'translation',
  status TEXT NOT NULL DEFAULT 'automatic',
  score REAL NOT NULL DEFAULT 0
);
CREATE INDEX link_article ON link (article);
CREATE TABLE link_sentence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link INTEGER NOT NULL REFERENCES link(id) ON DELETE CASCADE,
  passage INTEGER NOT NULL REFERENCES passage(id) ON DELETE CASCADE,
  sentence INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('en', 'zh'))
);
CREATE INDEX link_sentence_link ON link_sentence (link);
CREATE INDEX link_sentence_passage ON link_sentence (passage, link);
CREATE TABLE annotation_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  locked INTEGER NOT NULL DEFAULT 0,
  origin TEXT NOT NULL DEFAULT 'user'
);
CREATE TABLE entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  attributes TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE entity_name (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entity INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  language TEXT NOT NULL,
  name TEXT NOT NULL
);
CREATE INDEX entity_name_entity ON entity_name (entity, position);
CREATE TABLE mention (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_set INTEGER NOT NULL REFERENCES annotation_set(id) ON DELETE CASCADE,
  passage INTEGER NOT NULL REFERENCES passage(id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  entity INTEGER REFERENCES entity(id) ON DELETE SET NULL,
  attributes TEXT NOT NULL DEFAULT '{}',
  origin TEXT NOT NULL DEFAULT 'user',
  text TEXT NOT NULL
);
CREATE INDEX mention_passage ON mention (passage, annotation_set);
CREATE INDEX mention_entity ON mention (entity) WHERE entity IS NOT NULL;
CREATE INDEX mention_set ON mention (annotation_set);
CREATE TABLE fragment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  mention INTEGER NOT NULL REFERENCES mention(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  CHECK (0 <= start AND start < "end")
);
CREATE INDEX fragment_mention ON fragment (mention, position, start, "end");
CREATE TABLE deal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_set INTEGER NOT NULL REFERENCES annotation_set(id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  origin TEXT NOT NULL DEFAULT 'user'
);
CREATE INDEX deal_set ON deal (annotation_set);
CREATE TABLE filler (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal INTEGER NOT NULL REFERENCES deal(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  entity INTEGER REFERENCES entity(id) ON DELETE SET NULL,
  value TEXT,
  attributes TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX filler_deal ON filler (deal);
CREATE INDEX filler_entity ON filler (entity) WHERE entity IS NOT NULL;
CREATE TABLE slot (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal INTEGER NOT NULL REFERENCES deal(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX slot_deal ON slot (deal);
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal INTEGER NOT NULL REFERENCES deal(id) ON DELETE CASCADE,
  filler INTEGER REFERENCES filler(id) ON DELETE CASCADE,
  slot INTEGER REFERENCES slot(id) ON DELETE CASCADE,
  passage INTEGER NOT NULL REFERENCES passage(id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  mention INTEGER REFERENCES mention(id) ON DELETE SET NULL
);
CREATE INDEX evidence_deal ON evidence (deal);
CREATE INDEX evidence_filler ON evidence (filler) WHERE filler IS NOT NULL;
CREATE INDEX evidence_slot ON evidence (slot) WHERE slot IS NOT NULL;
CREATE INDEX evidence_passage ON evidence (passage);
CREATE INDEX evidence_mention ON evidence (mention) WHERE mention IS NOT NULL;
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE journal (
  operation INTEGER NOT NULL REFERENCES operation(id) ON DELETE CASCADE,
  tbl TEXT NOT NULL,
  "row" INTEGER NOT NULL,
  state TEXT,
  PRIMARY KEY (operation, tbl, "row")
) WITHOUT ROWID;
"""

_V1_VIEWS = """
CREATE VIEW readable_passage AS
SELECT p.id, a.title AS article, p.position, p."row" AS reader_row, p.language, p.kind,
       p.mixed, p.origin, p.text
FROM passage p JOIN article a ON a.id = p.article;
CREATE VIEW readable_link AS
SELECT l.id, a.title AS article, l.relation, l.status, l.score,
       (SELECT group_concat(substr(p.text, s.start + 1, s."end" - s.start), ' ')
        FROM link_sentence ls JOIN passage p ON p.id = ls.passage
        JOIN sentence s ON s.passage = p.id AND s.position = ls.sentence
        WHERE ls.link = l.id AND ls.side = 'en') AS english,
       (SELECT group_concat(substr(p.text, s.start + 1, s."end" - s.start), '')
        FROM link_sentence ls JOIN passage p ON p.id = ls.passage
        JOIN sentence s ON s.passage = p.id AND s.position = ls.sentence
        WHERE ls.link = l.id AND ls.side = 'zh') AS chinese
FROM link l JOIN article a ON a.id = l.article;
CREATE VIEW readable_entity AS
SELECT e.id, e.type,
       (SELECT name FROM entity_name n WHERE n.entity = e.id AND n.language = 'en'
        ORDER BY position LIMIT 1) AS english,
       (SELECT name FROM entity_name n WHERE n.entity = e.id AND n.language = 'zh'
        ORDER BY position LIMIT 1) AS chinese,
       (SELECT count(*) FROM mention m WHERE m.entity = e.id) AS mentions,
       e.attributes
FROM entity e;
CREATE VIEW readable_mention AS
SELECT m.id, s.name AS annotation_set, a.title AS article, p.position AS passage, p.language,
       m.type, m.text, e.english AS entity_english, e.chinese AS entity_chinese,
       (SELECT group_concat(f.start || '-' || f."end", ' ') FROM fragment f
        WHERE f.mention = m.id) AS code_points, m.attributes, m.origin
FROM mention m JOIN annotation_set s ON s.id = m.annotation_set
JOIN passage p ON p.id = m.passage JOIN article a ON a.id = p.article
LEFT JOIN readable_entity e ON e.id = m.entity;
CREATE VIEW readable_deal AS
SELECT d.id, s.name AS annotation_set, d.type,
       (SELECT group_concat(f.role || ': ' || coalesce(e.english, e.chinese, f.value, ''), '; ')
        FROM filler f LEFT JOIN readable_entity e ON e.id = f.entity
        WHERE f.deal = d.id) AS roles,
       (SELECT group_concat(t.name || ': ' || t.value, '; ') FROM slot t
        WHERE t.deal = d.id) AS slots,
       (SELECT count(*) FROM evidence v WHERE v.deal = d.id) AS evidence
FROM deal d JOIN annotation_set s ON s.id = d.annotation_set;
CREATE VIEW readable_evidence AS
SELECT v.id, v.deal, d.type AS deal_type, f.role, t.name AS slot, a.title AS article,
       p.language, v.text
FROM evidence v JOIN deal d ON d.id = v.deal
LEFT JOIN filler f ON f.id = v.filler LEFT JOIN slot t ON t.id = v.slot
JOIN passage p ON p.id = v.passage JOIN article a ON a.id = p.article;
"""
