-- name: bookings
-- Half of specialists, half of students; each has the same number of hours, however many there are.
INSERT INTO bookings (kind, subject, during, group_id, measure, held_by, ticket)
SELECT kind, subject(kind, number %% (%(count)s / 100)),
       tstzrange(hour, hour + interval '1 hour'), gen_random_uuid(), gen_random_uuid(),
       gen_random_uuid(), 0
  FROM generate_series(0, %(count)s / 2 - 1) AS number,
       LATERAL (VALUES ('specialist'), ('student')) AS booked(kind),
       LATERAL (SELECT timestamptz '2018-01-01 08:00Z' + interval '1 hour' * (number / (%(count)s / 100))) AS at(hour);

-- name: reservations
INSERT INTO reservations (kind, key, holder, details, ticket)
SELECT 'document_part', encode(sha256(number::text::bytea), 'hex') || '|' || gen_random_uuid()
       || '|catering|2020-10-01|2020-10-31', gen_random_uuid(), '{}', 0
  FROM generate_series(1, %(count)s) AS number;

-- name: portions
INSERT INTO portions (kind, key, total, taken)
SELECT 'document', encode(sha256(number::text::bytea), 'hex'), 100, 60
  FROM generate_series(1, %(count)s) AS number;

-- name: shared
INSERT INTO shared (kind, key, digest, holders)
SELECT kind, encode(sha256((kind || number)::bytea), 'hex'), encode(sha256(number::text::bytea), 'hex'), 1
  FROM generate_series(1, %(count)s / 2) AS number, LATERAL (VALUES ('document'), ('scan')) AS said(kind);

-- name: covers
-- Ten months of catering for each student.
INSERT INTO covers (kind, subject, days, party, student, measure, ticket)
SELECT 'catering', subject('student', student), daterange(month, (month + interval '1 month')::date),
       gen_random_uuid(), subject('student', student), gen_random_uuid(), 0
  FROM generate_series(0, %(count)s - 1) AS number,
       LATERAL (SELECT number %% (%(count)s / 10) AS student,
                       (date '2018-01-01' + interval '1 month' * (number / (%(count)s / 10)))::date AS month) AS of;
