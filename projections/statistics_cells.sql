-- name: schema
-- Where something counts: an institution while it lay in a municipality, and all that it lies in.
CREATE TABLE places (
    place_id bigint PRIMARY KEY,
    depth smallint NOT NULL,
    institution uuid,
    municipality text,
    region text,
    within bigint[] NOT NULL
);

-- What is counted: a family of contributions, the semester, and whatever else it is told apart by.
CREATE TABLE topics (
    topic_id bigint PRIMARY KEY,
    family smallint NOT NULL,
    period smallint NOT NULL,
    school_year text,
    semester text,
    consultation_kind text,
    specialist_kind text,
    subject text,
    delivery text,
    institution_kind text,
    compensation_kind text,
    risk_group text,
    risk_factor text,
    semesters_later text,
    within bigint[] NOT NULL
);

CREATE TABLE contributions (
    position bigint NOT NULL,
    source bigint NOT NULL,
    family smallint NOT NULL,
    day date NOT NULL,
    place_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    counted smallint NOT NULL,
    number integer NOT NULL,
    hundredths bigint NOT NULL
);
CREATE INDEX ON contributions (family, position);
CREATE INDEX ON contributions (place_id, family);  -- folding needs it, too: a school's kind is corrected

-- Sums by blocks of 2^level positions: made once, when the block is full.
CREATE TABLE month_cells (
    cube smallint NOT NULL,
    level smallint NOT NULL,
    block bigint NOT NULL,
    month date NOT NULL,
    place_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    number bigint NOT NULL,
    hundredths bigint NOT NULL
);
CREATE INDEX ON month_cells (cube, level, block, place_id, month);

CREATE TABLE day_cells (
    cube smallint NOT NULL,
    level smallint NOT NULL,
    block bigint NOT NULL,
    day date NOT NULL,
    place_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    number bigint NOT NULL,
    hundredths bigint NOT NULL
);
CREATE INDEX ON day_cells (cube, level, block, day, place_id);

-- name: copy
COPY contributions FROM STDIN;

-- name: cells_of_contributions
INSERT INTO day_cells
SELECT cube, %(level)s, block, day, place_id, topic_id, sum(number), sum(hundredths)
  FROM (SELECT cube, (position - 1) >> %(level)s AS block, day, places.within[depth + 1] AS place_id,
               topics.within[period + 1] AS topic_id, number, hundredths
          FROM contributions AS made
          JOIN unnest(%(cubes)s::smallint[], %(families)s::smallint[], %(bits)s::int[],
                      %(depths)s::smallint[], %(periods)s::smallint[])
               AS kept (cube, of, counting, depth, period) ON of = family AND counted & counting <> 0
          JOIN (SELECT place_id, within FROM places) AS places USING (place_id)
          JOIN (SELECT topic_id, within FROM topics) AS topics USING (topic_id)
         WHERE family = ANY (%(families)s::smallint[])
           AND position > %(first)s::bigint << %(level)s AND position <= %(end)s::bigint << %(level)s) AS part
 GROUP BY cube, block, day, place_id, topic_id
HAVING sum(number) <> 0 OR sum(hundredths) <> 0;

-- name: months_of_days
INSERT INTO month_cells
SELECT cube, level, block, date_trunc('month', day)::date, place_id, topic_id, sum(number), sum(hundredths)
  FROM day_cells
 WHERE cube = ANY (%(cubes)s) AND level = %(level)s AND block >= %(first)s AND block < %(end)s
 GROUP BY cube, level, block, date_trunc('month', day)::date, place_id, topic_id
HAVING sum(number) <> 0 OR sum(hundredths) <> 0;

-- name: days_of_days
INSERT INTO day_cells
SELECT cube, %(level)s, block >> %(step)s, day, place_id, topic_id, sum(number), sum(hundredths)
  FROM day_cells
 WHERE cube = ANY (%(cubes)s) AND level = %(below)s
   AND block >= %(first)s::bigint << %(step)s AND block < %(end)s::bigint << %(step)s
 GROUP BY cube, block >> %(step)s, day, place_id, topic_id
HAVING sum(number) <> 0 OR sum(hundredths) <> 0;

-- name: months_of_months
INSERT INTO month_cells
SELECT cube, %(level)s, block >> %(step)s, month, place_id, topic_id, sum(number), sum(hundredths)
  FROM month_cells
 WHERE cube = ANY (%(cubes)s) AND level = %(below)s
   AND block >= %(first)s::bigint << %(step)s AND block < %(end)s::bigint << %(step)s
 GROUP BY cube, block >> %(step)s, month, place_id, topic_id
HAVING sum(number) <> 0 OR sum(hundredths) <> 0;
