package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// tally counts the jobs that were handled, and keeps when each began. Handlers of different jobs call it at once.
type tally struct {
	begun []time.Time // by a job's number; each written once, by its handler, before left reaches zero
	left  atomic.Int64
	all   chan struct{}
}

func newTally(jobs int) *tally {
	counted := &tally{begun: make([]time.Time, jobs), all: make(chan struct{})}
	counted.left.Store(int64(jobs))
	return counted
}

func (t *tally) handle(number int) {
	t.begun[number] = time.Now()
	if t.left.Add(-1) == 0 {
		close(t.all)
	}
}

func (t *tally) wait(ctx context.Context) error {
	select {
	case <-t.all:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%d jobs were not handled: %w", t.left.Load(), ctx.Err())
	}
}

// once fails if a job was handled twice.
func (t *tally) once() error {
	if again := -t.left.Load(); again > 0 {
		return fmt.Errorf("%d jobs were handled more than once", again)
	}
	return nil
}
