package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// As in River's own benchmark. A fetch takes no more jobs than there are idle workers: few workers mean small fetches.
const (
	batch        = 5_000 // jobs to one bulk insert
	fewest       = 2_000 // workers
	pollInterval = 20 * time.Millisecond
)

// queue is River on one database.
type queue struct {
	pool        *pgxpool.Pool
	concurrency int
	client      *river.Client[pgx.Tx]
}

type numbered struct {
	Number int `json:"number"`
}

func (numbered) Kind() string { return "numbered" }

// openQueue connects to the database and makes River's tables anew.
func openQueue(ctx context.Context, url string, concurrency int) (*queue, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, err
	}
	opened := &queue{pool: pool, concurrency: concurrency}
	if err := opened.createTables(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return opened, nil
}

func (q *queue) createTables(ctx context.Context) error {
	const clear = "DROP SCHEMA IF EXISTS river CASCADE; CREATE SCHEMA river"
	if _, err := q.pool.Exec(ctx, clear); err != nil {
		return err
	}
	migrator, err := rivermigrate.New(riverpgxv5.New(q.pool), &rivermigrate.Config{Schema: "river", Logger: silence()})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// prepare makes a client that calls handle for each job once it is started; until then it only inserts.
func (q *queue) prepare(handle func(number int)) (err error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(_ context.Context, job *river.Job[numbered]) error {
		handle(job.Args.Number)
		return nil
	}))
	q.client, err = river.NewClient(riverpgxv5.New(q.pool), &river.Config{
		FetchCooldown:     river.FetchCooldownMin,
		FetchPollInterval: pollInterval,
		Logger:            silence(),
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: max(q.concurrency, fewest)}},
		Schema:            "river",
		Workers:           workers,
	})
	return err
}

func (q *queue) start(ctx context.Context) error { return q.client.Start(ctx) }

func (q *queue) stop(ctx context.Context) error { return q.client.Stop(ctx) }

func (q *queue) insertOne(ctx context.Context, number int) error {
	_, err := q.client.Insert(ctx, numbered{number}, nil)
	return err
}

// insertMany inserts the jobs with these numbers by COPY, in one transaction.
func (q *queue) insertMany(ctx context.Context, first, end int) error {
	params := make([]river.InsertManyParams, 0, end-first)
	for number := first; number < end; number++ {
		params = append(params, river.InsertManyParams{Args: numbered{number}})
	}
	_, err := q.client.InsertManyFast(ctx, params)
	return err
}

// unfinished counts the jobs whose completion is not stored.
func (q *queue) unfinished(ctx context.Context) (count int, err error) {
	const sql = `
		SELECT count(*) FROM river.river_job
		WHERE state IN ('available', 'cancelled', 'discarded', 'pending', 'retryable', 'running', 'scheduled')`
	err = q.pool.QueryRow(ctx, sql).Scan(&count)
	return count, err
}

func (q *queue) close() { q.pool.Close() }

func silence() *slog.Logger { return slog.New(slog.DiscardHandler) }
