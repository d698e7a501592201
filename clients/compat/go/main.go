// Command compat speaks to a server exactly as the existing Go client does: the token in the frame as well as in its data,
// timestamps in RFC 3339 with nanoseconds, data as it was marshalled, JSON over gobwas/ws; and, in msgpack, data as octets
// that hold JSON, with timestamps as msgpack's extension. It ends with 0 when the server answered all of it as promised.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: compat <url>")
		os.Exit(2)
	}
	for _, format := range []string{"json", "msgpack"} {
		if err := exercise(os.Args[1], format); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", format, err)
			os.Exit(1)
		}
		fmt.Printf("go: jobs, workflows and events in %s\n", format)
	}
	if err := refused(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("go: a wrong token is refused")
}

type object = map[string]any

func exercise(url, format string) error {
	c, err := dial(url, "demo-token", format)
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	defer c.close()
	if c.sessionID == "" {
		return fmt.Errorf("auth answered without a session_id")
	}

	events, err := c.subscribe("jobs")
	if err != nil {
		return err
	}
	var job struct {
		JobID string `json:"job_id"`
		Queue string `json:"queue"`
		State string `json:"state"`
	}
	enqueue := object{"name": "send-email", "payload": object{"to": "go@example.com"}, "queue": "mail", "priority": 5}
	if err := c.call("job.enqueue", enqueue, &job); err != nil {
		return err
	}
	if job.JobID == "" || job.Queue != "mail" || job.State != "pending" {
		return fmt.Errorf("job.enqueue answered %+v", job)
	}
	if err := await(events, "job.completed", job.JobID); err != nil {
		return err
	}
	var got struct {
		ID, Name, State string
		Result          struct{ To string }
	}
	if err := c.call("job.get", object{"job_id": job.JobID}, &got); err != nil {
		return err
	}
	if got.ID != job.JobID || got.State != "completed" || got.Result.To != "go@example.com" {
		return fmt.Errorf("job.get answered %+v", got)
	}

	var run struct {
		RunID string `json:"run_id"`
		State string `json:"state"`
	}
	order := "GO-" + c.sessionID
	if err := c.call("workflow.start", object{"name": "await-payment", "input": object{"order_id": order}}, &run); err != nil {
		return err
	}
	watched, err := c.subscribe("workflow:" + run.RunID)
	if err != nil {
		return err
	}
	// The existing client publishes without a key: any run that waits for the name may have it, and this one does.
	if err := c.call("workflow.event", object{"name": "payment-received", "payload": object{"n": 1}, "run_id": run.RunID}, nil); err != nil {
		return err
	}
	if err := await(watched, "workflow.completed", run.RunID); err != nil {
		return err
	}
	var timeline []struct {
		StepName string `json:"step_name"`
	}
	if err := c.call("workflow.timeline", object{"run_id": run.RunID}, &timeline); err != nil {
		return err
	}
	if len(timeline) == 0 {
		return fmt.Errorf("workflow.timeline is empty")
	}
	if err := c.call("workflow.get", object{"run_id": run.RunID}, &got); err != nil {
		return err
	}
	var stats struct{ Connections, Subscriptions int }
	if err := c.call("stats", nil, &stats); err != nil {
		return err
	}
	if stats.Connections < 1 || stats.Subscriptions < 2 {
		return fmt.Errorf("stats answered %+v", stats)
	}

	var later struct {
		JobID string `json:"job_id"`
	}
	if err := c.call("job.enqueue", object{"name": "sleep", "payload": object{"ms": 60000}}, &later); err != nil {
		return err
	}
	if err := c.call("job.cancel", object{"job_id": later.JobID}, nil); err != nil {
		return err
	}
	if err := c.call("unsubscribe", object{"channel": "jobs"}, nil); err != nil {
		return err
	}
	if err := c.call("job.get", object{"job_id": "nonsense"}, nil); err == nil {
		return fmt.Errorf("a malformed id was not refused")
	}
	return nil
}

// await takes events until one of that type names the job or run.
func await(events <-chan json.RawMessage, kind, id string) error {
	deadline := time.After(60 * time.Second)
	for {
		select {
		case raw := <-events:
			var event struct {
				Type  string `json:"type"`
				JobID string `json:"job_id"`
				RunID string `json:"run_id"`
			}
			if err := json.Unmarshal(raw, &event); err != nil {
				return fmt.Errorf("an event holds %s: %w", raw, err)
			}
			if event.Type == kind && (event.JobID == id || event.RunID == id) {
				return nil
			}
		case <-deadline:
			return fmt.Errorf("no %s of %s came", kind, id)
		}
	}
}

func refused(url string) error {
	c, err := dial(url, "wrong", "json")
	if err == nil {
		c.close()
		return fmt.Errorf("a wrong token was let in")
	}
	return nil
}
