-- Where a row stands for the indexes: l later, r ready, f in flight (phase w or x). A start changes the phase but not this, and so
-- makes no new index entries (docs/adr/0018).
ALTER TABLE "engine"."unfinished" ADD COLUMN "place" "char" NOT NULL
  GENERATED ALWAYS AS (CASE "phase" WHEN 'w' THEN 'f'::"char" WHEN 'x' THEN 'f'::"char" ELSE "phase" END) STORED;
DROP INDEX "engine"."unfinished_ready", "engine"."unfinished_later", "engine"."unfinished_in_flight", "engine"."unfinished_cancel";
CREATE INDEX "unfinished_ready" ON "engine"."unfinished" ("queue", "organization_id", "rank_at") WHERE "place" = 'r';
CREATE INDEX "unfinished_later" ON "engine"."unfinished" ("queue", "run_at") WHERE "place" = 'l';
CREATE INDEX "unfinished_in_flight" ON "engine"."unfinished" ("queue", "organization_id") WHERE "place" = 'f';
CREATE INDEX "unfinished_cancel" ON "engine"."unfinished" ("job_id") WHERE "cancel";

-- Moves due jobs of a queue into its window, organizations taking turns; called by itself, so that it commits when it returns.
-- One dispatcher at a time a queue: the row lock on "queues". Each statement is a snapshot of its own, so what is counted is
-- counted after the lock. Answers what is now in the window and must be handed to BullMQ, in the order of the turns; "more" when
-- another dispatch would find work at once.
-- The settings keep plans to index scans: they are cached, and may have been made while the tables were empty.
CREATE FUNCTION "engine"."dispatch"("q" text, OUT "job_ids" text[], OUT "tokens" bigint[], OUT "more" boolean)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  promoted_at_once CONSTANT int := 500;
  -- The least and the most that may wait in a window (simulated: a larger one is unfair; docs/architecture.md).
  smallest_window CONSTANT int := 2;
  largest_window CONSTANT int := 500;
  promoted int := 0;
  room int;
  busy int;
  picked text[];
  served text[];
  empty text[];
BEGIN
  job_ids := '{}'; tokens := '{}'; more := false;
  -- Most calls find nothing to do: they lock and write nothing.
  IF NOT EXISTS (SELECT FROM engine.lanes WHERE queue = q AND waiting)
    AND NOT EXISTS (SELECT FROM engine.unfinished WHERE queue = q AND place = 'l' AND run_at <= clock_timestamp()) THEN
    RETURN;
  END IF;
  -- A dispatch that a crash of the server takes back leaves its jobs ready; the start of a run is what waits for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM FROM engine.queues WHERE queue = q AND NOT paused FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;

  IF EXISTS (SELECT FROM engine.unfinished WHERE queue = q AND place = 'l' AND run_at <= clock_timestamp()) THEN
    WITH due AS (UPDATE engine.unfinished SET phase = 'r' WHERE job_id IN (
        SELECT job_id FROM engine.unfinished WHERE queue = q AND place = 'l' AND run_at <= clock_timestamp()
        ORDER BY run_at LIMIT promoted_at_once)
      RETURNING organization_id),
    -- Creators wake lanes too: all lock them in this order.
    asleep AS (SELECT l.organization_id FROM engine.lanes l
      WHERE l.queue = q AND NOT l.waiting AND l.organization_id IN (SELECT organization_id FROM due)
      ORDER BY l.organization_id FOR NO KEY UPDATE),
    awake AS (UPDATE engine.lanes l SET waiting = true FROM asleep a WHERE l.queue = q AND l.organization_id = a.organization_id)
    SELECT count(*) INTO promoted FROM due;
  END IF;

  WITH flight AS (SELECT count(*) FILTER (WHERE phase = 'w') AS waiting, count(DISTINCT organization_id) AS busy
    FROM engine.unfinished WHERE queue = q AND place = 'f'),
  speed AS (SELECT count(*) AS workers,
      coalesce(sum(finished) FILTER (WHERE finished_at > clock_timestamp() - interval '1 second'), 0) AS finished
    FROM engine.workers WHERE queue = q AND seen_at > clock_timestamp() - interval '15 seconds')
  SELECT CASE WHEN speed.workers = 0 THEN 0 ELSE least(greatest(speed.finished, smallest_window), largest_window) END - flight.waiting,
      flight.busy INTO room, busy
    FROM flight, speed;
  IF room <= 0 THEN RETURN; END IF;

  WITH lane AS MATERIALIZED (SELECT l.organization_id, l.served_at, flight.n
    FROM (SELECT organization_id, served_at FROM engine.lanes WHERE queue = q AND waiting ORDER BY served_at LIMIT room + busy) l
    CROSS JOIN LATERAL (SELECT count(*) AS n FROM engine.unfinished u
      WHERE u.queue = q AND u.organization_id = l.organization_id AND u.place = 'f') flight
    ORDER BY flight.n, l.served_at LIMIT room),
  pick AS (SELECT p.job_id, p.turn, lane.served_at FROM lane CROSS JOIN LATERAL (
      SELECT job_id, lane.n + row_number() OVER (ORDER BY rank_at) AS turn FROM engine.unfinished u
      WHERE u.queue = q AND u.organization_id = lane.organization_id AND u.place = 'r'
      ORDER BY rank_at LIMIT ceil(2.0 * room / (SELECT count(*) FROM lane))) p
    ORDER BY p.turn, lane.served_at LIMIT room)
  SELECT array_agg(job_id ORDER BY turn, served_at) INTO picked FROM pick;

  IF picked IS NOT NULL THEN
    WITH moved AS (UPDATE engine.unfinished u SET phase = 'w', token = nextval('engine.token_seq'), dispatched_at = clock_timestamp()
      FROM unnest(picked) WITH ORDINALITY p (job_id, turn) WHERE u.job_id = p.job_id AND u.phase = 'r'
      RETURNING u.job_id, u.organization_id, u.token, p.turn)
    SELECT coalesce(array_agg(job_id ORDER BY turn), '{}'), coalesce(array_agg(token ORDER BY turn), '{}'), array_agg(organization_id)
      INTO job_ids, tokens, served FROM moved;
    UPDATE engine.lanes SET served_at = clock_timestamp() WHERE queue = q AND organization_id = ANY (served);
  END IF;

  more := promoted = promoted_at_once;
  IF cardinality(job_ids) < room THEN
    -- Lanes without ready jobs go out of the turn. A lane is locked before it is looked at again: a creator holds it shared from
    -- before it adds a job until its commit, and one whose creator is at work is left for the next time.
    SELECT array_agg(organization_id) INTO empty FROM (SELECT organization_id FROM engine.lanes l
      WHERE queue = q AND waiting AND NOT EXISTS (SELECT FROM engine.unfinished u
        WHERE u.queue = q AND u.organization_id = l.organization_id AND u.place = 'r')
      ORDER BY served_at LIMIT room + busy FOR UPDATE SKIP LOCKED) locked;
    IF empty IS NOT NULL THEN
      UPDATE engine.lanes l SET waiting = false
        WHERE queue = q AND organization_id = ANY (empty) AND NOT EXISTS (SELECT FROM engine.unfinished u
          WHERE u.queue = q AND u.organization_id = l.organization_id AND u.place = 'r');
      more := more OR FOUND AND EXISTS (SELECT FROM engine.lanes WHERE queue = q AND waiting);
    END IF;
  END IF;
END $$;
