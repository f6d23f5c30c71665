-- name: schema
CREATE TABLE students (
    student_id uuid PRIMARY KEY,
    hours numeric NOT NULL
);
CREATE TABLE consultations (
    consultation_id uuid,
    student_id uuid,
    hours numeric NOT NULL,
    PRIMARY KEY (consultation_id, student_id)
);
CREATE TABLE lines (
    position bigint PRIMARY KEY,
    hours numeric NOT NULL
);

-- name: all
SELECT * FROM students ORDER BY hours DESC;
