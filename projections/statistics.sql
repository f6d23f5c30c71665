-- name: values
-- Whole months of whole blocks, then the days of the month that a day cuts, then the block that is not full.
WITH parts AS (
    SELECT place_id, topic_id, sign * {measure} AS part
      FROM unnest(%(signs)s::int[], %(cuts)s::date[]) AS span (sign, cut),
           unnest(%(levels)s::smallint[], %(firsts)s::bigint[], %(ends)s::bigint[])
           AS known (known_level, first_block, end_block),
           month_cells
     WHERE cube = %(cube)s AND level = known_level AND block >= first_block AND block < end_block
       AND month < cut {of_cells}
     UNION ALL
    SELECT place_id, topic_id, sign * {measure}
      FROM unnest(%(signs)s::int[], %(cuts)s::date[], %(lasts)s::date[]) AS span (sign, cut, last_day),
           unnest(%(levels)s::smallint[], %(firsts)s::bigint[], %(ends)s::bigint[])
           AS known (known_level, first_block, end_block),
           day_cells
     WHERE cube = %(cube)s AND level = known_level AND block >= first_block AND block < end_block
       AND day >= cut AND day <= last_day {of_cells}
     UNION ALL
    SELECT places.within[%(depth)s + 1], topics.within[%(period)s + 1], sign * part
      FROM (SELECT place_id, topic_id, sign, sum({measure}) AS part
              FROM unnest(%(signs)s::int[], %(lasts)s::date[]) AS span (sign, last_day), contributions
             WHERE family = %(family)s AND position > %(covered)s AND position <= %(known_at)s
               AND counted & %(counting)s <> 0 AND day <= last_day {of_contributions}
             GROUP BY place_id, topic_id, sign) AS open
      JOIN (SELECT place_id, within FROM places) AS places USING (place_id)
      JOIN (SELECT topic_id, within FROM topics) AS topics USING (topic_id)
), sums AS (
    SELECT place_id, topic_id, sum(part) AS part FROM parts GROUP BY place_id, topic_id
)
SELECT {chosen} sum(part)
  FROM sums JOIN places USING (place_id) JOIN topics USING (topic_id)
 WHERE {filter}
 {grouped};

-- name: lines
SELECT position, source, day, {chosen}, {measure}
  FROM contributions JOIN places USING (place_id) JOIN topics USING (topic_id)
 WHERE contributions.family = %(family)s AND position > %(after)s AND position <= %(known_at)s
   AND counted & %(counting)s <> 0 AND day >= %(since)s AND day <= %(as_of)s AND {filter}
 ORDER BY position
 FETCH FIRST %(limit)s ROWS WITH TIES;
