-- name: schema
CREATE TABLE surveys (
    survey_id uuid,
    position bigint NOT NULL,
    title text NOT NULL,
    kinds text[] NOT NULL,
    questions integer NOT NULL,
    opened_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (survey_id, known_to)
);

-- Each questionnaire stands as it was known from its own position on; the latest known holds.
CREATE TABLE options (
    survey_id uuid NOT NULL,
    question integer NOT NULL,
    option integer NOT NULL,
    text text NOT NULL,
    answer text NOT NULL,
    known_from bigint NOT NULL,
    PRIMARY KEY (survey_id, known_from, question, option)
);

CREATE TABLE batches (
    survey_id uuid,
    batch_id uuid,
    responded_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (survey_id, batch_id, known_to)
);

CREATE TABLE respondents (
    survey_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    kind text NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (survey_id, batch_id, kind)
);

CREATE TABLE answers (
    survey_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    kind text NOT NULL,
    question integer NOT NULL,
    option integer NOT NULL,
    answers integer NOT NULL,
    PRIMARY KEY (survey_id, batch_id, kind, question, option)
);

CREATE TABLE turns (
    survey_id uuid NOT NULL,
    state text NOT NULL,
    since date NOT NULL,
    known_from bigint PRIMARY KEY
);
CREATE INDEX ON turns (survey_id);

-- The responses that stand as of a day, as known at a position.
CREATE FUNCTION batches_at(as_of date, known_at bigint) RETURNS SETOF batches LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT * FROM batches
     WHERE responded_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- All surveys that were opened by a day, as known at a position.
CREATE FUNCTION surveys_at(as_of date, known_at bigint)
RETURNS TABLE (
    survey_id uuid, "position" bigint, title text, kinds text[], questions integer, opened_on date,
    state text, closed_on date, batches bigint, respondents bigint
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT survey_id, "position", title, kinds, questions, opened_on, coalesce(turned.state, 'open'),
           CASE WHEN turned.state = 'closed' THEN turned.since END,
           coalesce(responded.batches, 0), coalesce(responded.number, 0)
      FROM surveys
      LEFT JOIN (
          SELECT DISTINCT ON (survey_id) survey_id, state, since FROM turns
           WHERE since <= as_of AND known_from <= known_at
           ORDER BY survey_id, since DESC, known_from DESC) AS turned USING (survey_id)
      LEFT JOIN (
          SELECT survey_id, count(DISTINCT batch_id) AS batches, sum(number)::bigint AS number
            FROM batches_at(as_of, known_at) JOIN respondents USING (survey_id, batch_id)
           GROUP BY survey_id) AS responded USING (survey_id)
     WHERE opened_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT * FROM surveys_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(survey_id)s::uuid IS NULL OR survey_id = %(survey_id)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
 ORDER BY position LIMIT %(limit)s;

-- name: respondents
SELECT kind, sum(number)::bigint AS number
  FROM batches_at(%(as_of)s, %(known_at)s) JOIN respondents USING (survey_id, batch_id)
 WHERE survey_id = %(survey_id)s
 GROUP BY kind
 ORDER BY kind;

-- name: shares
WITH given AS (
    SELECT kind, question, option, sum(answers)::bigint AS answers
      FROM batches_at(%(as_of)s, %(known_at)s) JOIN answers USING (survey_id, batch_id)
     WHERE survey_id = %(survey_id)s
     GROUP BY GROUPING SETS ((kind, question, option), (question, option))
), answered AS (
    SELECT kind, question, sum(answers)::bigint AS answered FROM given GROUP BY kind, question
), asked AS (
    SELECT question, option, text, answer
      FROM options
     WHERE survey_id = %(survey_id)s
       AND known_from = (SELECT max(known_from) FROM options
                          WHERE survey_id = %(survey_id)s AND known_from <= %(known_at)s)
)
SELECT asked.question, text, option, answer, given.kind, answers, answered,
       round(100.0 * answers / nullif(answered, 0), 1) AS share
  FROM asked JOIN given USING (question, option)
  JOIN answered ON answered.question = asked.question AND answered.kind IS NOT DISTINCT FROM given.kind
 ORDER BY asked.question, given.kind NULLS FIRST, option;

-- name: responses
-- Respondents on some days, of whatever survey.
SELECT {chosen} AS "group", coalesce(sum(number), 0)::bigint AS respondents
  FROM batches_at(%(as_of)s, %(known_at)s) JOIN respondents USING (survey_id, batch_id)
 WHERE responded_on BETWEEN %(since)s AND %(until)s
 GROUP BY {by}
 ORDER BY 1;

-- name: opinions
-- How many of those who answered a question that offers an answer gave that one.
WITH offered AS (
    SELECT survey_id, question, option, answer
      FROM options
      JOIN (SELECT survey_id, max(known_from) AS known_from FROM options
             WHERE known_from <= %(known_at)s GROUP BY survey_id) AS latest USING (survey_id, known_from)
)
SELECT {chosen} AS "group", coalesce(sum(answers), 0)::bigint AS answered,
       coalesce(sum(answers) FILTER (WHERE offered.answer = %(answer)s), 0)::bigint AS gave
  FROM batches_at(%(as_of)s, %(known_at)s) JOIN answers USING (survey_id, batch_id)
  JOIN offered USING (survey_id, question, option)
 WHERE responded_on BETWEEN %(since)s AND %(until)s
   AND (survey_id, question) IN (SELECT survey_id, question FROM offered WHERE answer = %(answer)s)
 GROUP BY {by}
 ORDER BY 1;

-- name: response_events
SELECT known_from FROM batches_at(%(as_of)s, %(known_at)s)
 WHERE responded_on BETWEEN %(since)s AND %(until)s AND known_from > %(after)s
 ORDER BY known_from LIMIT %(limit)s;
