-- What is sent to webhooks, and how far each has got: the state of the sending. What was subscribed, paused and
-- ordered stands in the log, and the processes that send follow it.
SET LOCAL ROLE pumpurs_owner;

-- How far the log has been read for subscriptions, pauses and orders.
CREATE TABLE webhook_orders (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint NOT NULL DEFAULT 0
);
INSERT INTO webhook_orders DEFAULT VALUES;

CREATE TABLE webhook_queues (
    webhook_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    paused boolean NOT NULL DEFAULT false,
    ended boolean NOT NULL DEFAULT false,
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    slow boolean NOT NULL DEFAULT false,
    filled boolean NOT NULL DEFAULT false,
    not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_attempt_at timestamptz,
    served_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    held_by integer,
    CHECK ((failures = 0) = (failing_since IS NULL))
);
COMMENT ON COLUMN webhook_queues.position IS 'What it is told of up to here stands among its deliveries.';
COMMENT ON COLUMN webhook_queues.failures IS 'Attempts that failed since the last one that did not.';
COMMENT ON COLUMN webhook_queues.slow IS 'Its last attempt took long or failed: such ones do not take all places.';
COMMENT ON COLUMN webhook_queues.filled IS 'So much waits that nothing more is taken from the log.';
COMMENT ON COLUMN webhook_queues.not_before IS 'Its address is left in peace until then.';
COMMENT ON COLUMN webhook_queues.next_attempt_at IS 'When the first of its deliveries is due, if any waits.';
COMMENT ON COLUMN webhook_queues.held_by IS
    'The backend of the process that sends to it now, which has an advisory lock of that number while it lives.';

CREATE TABLE deliveries (
    webhook_id uuid NOT NULL REFERENCES webhook_queues,
    position bigint NOT NULL,
    stream uuid NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz DEFAULT clock_timestamp(),
    last_attempt_at timestamptz,
    last_status integer,
    last_error text,
    PRIMARY KEY (webhook_id, position),
    CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX ON deliveries (webhook_id, next_attempt_at) WHERE state = 'pending';
CREATE INDEX ON deliveries (webhook_id, stream, position) WHERE state = 'pending';
CREATE INDEX ON deliveries (webhook_id, position) WHERE state = 'dead';

GRANT UPDATE ON webhook_orders TO pumpurs_worker;
GRANT INSERT, UPDATE, DELETE ON webhook_queues, deliveries TO pumpurs_worker;
