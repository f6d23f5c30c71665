-- name: schema
-- What stands of each student's record, as far as plans and persons are counted by it.
CREATE TABLE learners (
    student_id uuid PRIMARY KEY,
    standing text NOT NULL
);
