-- name: schema
CREATE TABLE measures (
    student_id uuid,
    measure_id uuid,
    position bigint NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    happened_on date NOT NULL,
    partner_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    municipality text NOT NULL,
    semester text NOT NULL,
    amount numeric NOT NULL,
    shares text COLLATE "C" NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    specialist_kind text COLLATE "C",
    hours numeric,
    unit_cost numeric,
    rate_version integer,
    group_id uuid,
    group_size integer,
    group_place integer,
    PRIMARY KEY (student_id, measure_id, known_to)
);

CREATE TABLE rates (
    operation_id uuid,
    rule_id uuid,
    position bigint NOT NULL,
    specialist_kind text NOT NULL,
    unit_cost numeric NOT NULL,
    rate_version integer NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    decided_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (operation_id, rule_id, known_to)
);

CREATE TABLE cofinancing (
    operation_id uuid,
    rule_id uuid,
    position bigint NOT NULL,
    shares text NOT NULL,
    valid_from date NOT NULL,
    decided_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (operation_id, rule_id, known_to)
);

-- For all days there are, what an hour of each kind of specialist costs, as decided by a day and known
-- at a position; nothing before the first rate, and after one that ended until the next.
CREATE FUNCTION unit_costs_at(as_of date, known_at bigint)
RETURNS TABLE (specialist_kind text, first_day date, last_day date, unit_cost numeric, rate_version integer)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH standing AS (
        SELECT DISTINCT ON (specialist_kind, valid_from)
               specialist_kind, valid_from, valid_until, unit_cost, rate_version
          FROM rates
         WHERE known_from <= known_at AND known_to > known_at AND decided_on <= as_of
         ORDER BY specialist_kind, valid_from, "position" DESC
    ), ordered AS (
        SELECT *, coalesce(lead(valid_from) OVER (PARTITION BY specialist_kind ORDER BY valid_from) - 1,
                           'infinity') AS until
          FROM standing
    )
    SELECT specialist_kind, valid_from, least(valid_until, until), unit_cost, rate_version FROM ordered
     UNION ALL
    SELECT specialist_kind, valid_until + 1, until, NULL, NULL FROM ordered WHERE valid_until < until
     UNION ALL
    SELECT kinds.specialist_kind, '-infinity', coalesce(min(valid_from) - 1, 'infinity'), NULL, NULL
      FROM (SELECT DISTINCT specialist_kind FROM rates) AS kinds
      LEFT JOIN standing USING (specialist_kind)
     GROUP BY kinds.specialist_kind;
END;

-- For all days there are, who pays; nobody before the first shares.
CREATE FUNCTION shares_at(as_of date, known_at bigint)
RETURNS TABLE (first_day date, last_day date, shares text) LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH standing AS (
        SELECT DISTINCT ON (valid_from) valid_from, shares
          FROM cofinancing
         WHERE known_from <= known_at AND known_to > known_at AND decided_on <= as_of
         ORDER BY valid_from, "position" DESC
    )
    SELECT valid_from, coalesce(lead(valid_from) OVER (ORDER BY valid_from) - 1, 'infinity'), shares
      FROM standing
     UNION ALL
    SELECT '-infinity', coalesce(min(valid_from) - 1, 'infinity'), NULL FROM standing;
END;

-- name: indexes
-- So that only those are read which lie on days when another unit cost, or other shares, hold.
CREATE INDEX ON measures (specialist_kind, unit_cost, day) WHERE unit_cost IS NOT NULL;
CREATE INDEX ON measures (shares, day);

-- name: page
-- Each span of days is looked up for each value that was ever in force but does not hold in it; what
-- came out as the rules say is never read. OFFSET 0 keeps it that way, however few rows are expected.
WITH costs AS MATERIALIZED (SELECT * FROM unit_costs_at(%(as_of)s, %(known_at)s)),
holding AS MATERIALIZED (SELECT * FROM shares_at(%(as_of)s, %(known_at)s)),
otherwise AS (
    SELECT found.* FROM costs
      JOIN (SELECT DISTINCT specialist_kind, unit_cost FROM rates) AS known USING (specialist_kind)
     CROSS JOIN LATERAL (
          SELECT * FROM measures
           WHERE measures.specialist_kind = known.specialist_kind AND measures.unit_cost = known.unit_cost
             AND day >= costs.first_day AND day <= costs.last_day
          OFFSET 0) AS found
     WHERE known.unit_cost IS DISTINCT FROM costs.unit_cost
     UNION
    SELECT found.* FROM holding
      JOIN (SELECT DISTINCT shares FROM cofinancing) AS known ON known.shares IS DISTINCT FROM holding.shares
     CROSS JOIN LATERAL (
          SELECT * FROM measures
           WHERE measures.shares = known.shares
             AND day >= holding.first_day AND day <= holding.last_day
          OFFSET 0) AS found
), page AS (
    SELECT * FROM otherwise
     WHERE position > %(after)s AND happened_on <= %(as_of)s
       AND known_from <= %(known_at)s AND known_to > %(known_at)s
       AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
       AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
       AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
       AND (%(semester)s::text IS NULL OR semester = %(semester)s)
     ORDER BY position LIMIT %(limit)s
)
SELECT page.position, student_id, measure_id, kind, day, partner_id, institution_id, municipality, semester,
       group_id, page.specialist_kind, hours,
       page.unit_cost, costs.unit_cost AS rule_unit_cost,
       page.rate_version, costs.rate_version AS rule_rate_version,
       amount,
       CASE WHEN kind = 'compensation' THEN amount
            WHEN group_id IS NULL THEN round(hours * costs.unit_cost, 2)
            ELSE round(round(hours * costs.unit_cost, 2) * group_place / group_size, 2)
                 - round(round(hours * costs.unit_cost, 2) * (group_place - 1) / group_size, 2)
       END AS rule_amount,
       split_part(page.shares, '/', 1)::numeric AS esf,
       split_part(holding.shares, '/', 1)::numeric AS rule_esf,
       split_part(page.shares, '/', 2)::numeric AS state,
       split_part(holding.shares, '/', 2)::numeric AS rule_state,
       split_part(page.shares, '/', 3)::numeric AS state_non_eligible,
       split_part(holding.shares, '/', 3)::numeric AS rule_state_non_eligible
  FROM page
  JOIN holding ON day BETWEEN holding.first_day AND holding.last_day
  LEFT JOIN costs ON costs.specialist_kind = page.specialist_kind
        AND day BETWEEN costs.first_day AND costs.last_day
 ORDER BY page.position;
