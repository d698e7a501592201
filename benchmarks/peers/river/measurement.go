package main

import (
	"context"
	"slices"
	"time"
)

const (
	warmUpJobs  = 2_000
	steadyBatch = 100
	pickups     = 250
	pickupEvery = 20 * time.Millisecond
	look        = 2 * time.Millisecond // between two looks at the table, once all handlers have returned
)

// figures is what is printed. The backlog has all but TotalSeconds, the steady stream TotalSeconds alone.
type figures struct {
	Peer             string   `json:"peer"`
	Version          string   `json:"version"`
	EnqueueSeconds   *float64 `json:"enqueue_seconds,omitempty"`
	WorkSeconds      *float64 `json:"work_seconds,omitempty"`
	TotalSeconds     *float64 `json:"total_seconds,omitempty"`
	Jobs             int      `json:"jobs"`
	PickupP50Ms      *float64 `json:"pickup_p50_ms,omitempty"`
	PickupP99Ms      *float64 `json:"pickup_p99_ms,omitempty"`
	InsertToStartP50 *float64 `json:"insert_to_start_p50_ms,omitempty"`
	InsertToStartP99 *float64 `json:"insert_to_start_p99_ms,omitempty"`
}

func measure(ctx context.Context, queue *queue, jobs int, steady bool) (*figures, error) {
	measured := &figures{}
	if _, _, err := backlog(ctx, queue, warmUpJobs); err != nil {
		return nil, err
	}
	if steady {
		total, err := stream(ctx, queue, jobs)
		measured.TotalSeconds = seconds(total)
		return measured, err
	}
	enqueue, work, err := backlog(ctx, queue, jobs)
	if err != nil {
		return nil, err
	}
	measured.EnqueueSeconds, measured.WorkSeconds = seconds(enqueue), seconds(work)
	return measured, pickup(ctx, queue, measured)
}

// backlog inserts all jobs, then starts workers; it returns once the completion of every job is stored.
func backlog(ctx context.Context, queue *queue, jobs int) (enqueue, work time.Duration, err error) {
	handled := newTally(jobs)
	if err := queue.prepare(handled.handle); err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	if err := insert(ctx, queue, jobs, batch); err != nil {
		return 0, 0, err
	}
	enqueue = time.Since(begun)
	begun = time.Now()
	if err := queue.start(ctx); err != nil {
		return 0, 0, err
	}
	if err := finished(ctx, queue, handled); err != nil {
		return 0, 0, err
	}
	return enqueue, time.Since(begun), queue.stop(ctx)
}

// stream inserts jobs in small batches while workers run: from the first insert to the last completion.
func stream(ctx context.Context, queue *queue, jobs int) (time.Duration, error) {
	handled := newTally(jobs)
	if err := queue.prepare(handled.handle); err != nil {
		return 0, err
	}
	if err := queue.start(ctx); err != nil {
		return 0, err
	}
	begun := time.Now()
	if err := insert(ctx, queue, jobs, steadyBatch); err != nil {
		return 0, err
	}
	if err := finished(ctx, queue, handled); err != nil {
		return 0, err
	}
	return time.Since(begun), queue.stop(ctx)
}

// pickup inserts jobs one by one for idle workers, and measures until the handler of each begins.
func pickup(ctx context.Context, queue *queue, measured *figures) error {
	handled := newTally(pickups)
	if err := queue.prepare(handled.handle); err != nil {
		return err
	}
	if err := queue.start(ctx); err != nil {
		return err
	}
	called, stored := make([]time.Time, pickups), make([]time.Time, pickups)
	ticker := time.NewTicker(pickupEvery)
	defer ticker.Stop()
	for number := range pickups {
		<-ticker.C
		called[number] = time.Now()
		if err := queue.insertOne(ctx, number); err != nil {
			return err
		}
		stored[number] = time.Now()
	}
	if err := finished(ctx, queue, handled); err != nil {
		return err
	}
	measured.PickupP50Ms, measured.PickupP99Ms = percentiles(stored, handled.begun)
	measured.InsertToStartP50, measured.InsertToStartP99 = percentiles(called, handled.begun)
	return queue.stop(ctx)
}

func insert(ctx context.Context, queue *queue, jobs, size int) error {
	for first := 0; first < jobs; first += size {
		if err := queue.insertMany(ctx, first, min(first+size, jobs)); err != nil {
			return err
		}
	}
	return nil
}

// finished waits until every handler has returned and the table says so too.
func finished(ctx context.Context, queue *queue, handled *tally) error {
	if err := handled.wait(ctx); err != nil {
		return err
	}
	for {
		left, err := queue.unfinished(ctx)
		if err != nil {
			return err
		}
		if left == 0 {
			return handled.once()
		}
		time.Sleep(look)
	}
}

// percentiles tells the 50th and the 99th of the waits, in milliseconds. A handler may begin before the insert's reply
// has arrived: it did not wait.
func percentiles(from, to []time.Time) (p50, p99 *float64) {
	waits := make([]time.Duration, len(from))
	for i := range from {
		waits[i] = max(0, to[i].Sub(from[i]))
	}
	slices.Sort(waits)
	at := func(share float64) *float64 {
		wait := waits[int(share*float64(len(waits)-1))]
		milliseconds := float64(wait.Microseconds()) / 1_000
		return &milliseconds
	}
	return at(0.50), at(0.99)
}

func seconds(duration time.Duration) *float64 {
	rounded := duration.Round(time.Millisecond).Seconds()
	return &rounded
}
