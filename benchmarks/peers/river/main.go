// Command river works jobs that do nothing off a PostgreSQL database with River, and prints how long that took.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"time"
)

const patience = 10 * time.Minute

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "river:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) < 3 || len(args) > 4 || len(args) == 4 && args[3] != "steady" {
		return errors.New("usage: run <postgres url> <jobs> <concurrency> [steady]")
	}
	jobs, err := strconv.Atoi(args[1])
	if err != nil {
		return fmt.Errorf("the number of jobs is not a number: %w", err)
	}
	concurrency, err := strconv.Atoi(args[2])
	if err != nil {
		return fmt.Errorf("the concurrency is not a number: %w", err)
	}
	queue, err := openQueue(ctx, args[0], concurrency)
	if err != nil {
		return err
	}
	defer queue.close()
	figures, err := measure(ctx, queue, jobs, len(args) == 4)
	if err != nil {
		return err
	}
	figures.Peer, figures.Version, figures.Jobs = "river", version(), jobs
	return json.NewEncoder(os.Stdout).Encode(figures)
}

// version tells the version of River that was linked in.
func version() string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range build.Deps {
			if dependency.Path == "github.com/riverqueue/river" {
				return dependency.Version
			}
		}
	}
	return "unknown"
}
