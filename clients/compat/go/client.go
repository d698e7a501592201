package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
	"github.com/vmihailenco/msgpack/v5"
)

// frame has the members and encodings of the existing client's: data is raw JSON, which msgpack carries as octets.
type frame struct {
	ID       string          `json:"id" msgpack:"id"`
	Type     string          `json:"type" msgpack:"type"`
	Method   string          `json:"method,omitempty" msgpack:"method,omitempty"`
	CorrelID string          `json:"correl_id,omitempty" msgpack:"correl_id,omitempty"`
	Token    string          `json:"token,omitempty" msgpack:"token,omitempty"`
	Data     json.RawMessage `json:"data,omitempty" msgpack:"data,omitempty"`
	TS       time.Time       `json:"ts" msgpack:"ts"`
}

// answer is what this program needs of a frame from the server.
type answer struct {
	Type     string
	CorrelID string
	Channel  string
	Message  string
	Data     json.RawMessage
}

type client struct {
	conn      net.Conn
	format    string
	sessionID string

	writing sync.Mutex
	mu      sync.Mutex
	pending map[string]chan answer
	subs    map[string]chan json.RawMessage
	lost    error
}

func dial(url, token, format string) (*client, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	conn, _, _, err := ws.Dial(ctx, url)
	if err != nil {
		return nil, err
	}
	c := &client{conn: conn, format: format, pending: map[string]chan answer{}, subs: map[string]chan json.RawMessage{}}
	go c.read()
	data := map[string]string{"token": token, "format": format}
	got, err := c.request("auth", data, token)
	if err != nil {
		conn.Close()
		return nil, err
	}
	var session struct {
		SessionID string `json:"session_id"`
	}
	if err := json.Unmarshal(got, &session); err != nil {
		conn.Close()
		return nil, err
	}
	c.sessionID = session.SessionID
	return c, nil
}

func (c *client) call(method string, data, into any) error {
	got, err := c.request(method, data, "")
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(got, into); err != nil {
		return fmt.Errorf("%s answered %s: %w", method, got, err)
	}
	return nil
}

func (c *client) subscribe(channel string) (<-chan json.RawMessage, error) {
	events := make(chan json.RawMessage, 4096)
	c.mu.Lock()
	c.subs[channel] = events
	c.mu.Unlock()
	return events, c.call("subscribe", map[string]string{"channel": channel}, nil)
}

func (c *client) request(method string, data any, token string) (json.RawMessage, error) {
	f := frame{Type: "request", Method: method, Token: token, TS: time.Now().UTC()}
	f.ID = f.TS.Format("20060102150405.000000000")
	if data != nil {
		raw, err := json.Marshal(data)
		if err != nil {
			return nil, err
		}
		f.Data = raw
	}
	answered := make(chan answer, 1)
	c.mu.Lock()
	if c.lost != nil {
		c.mu.Unlock()
		return nil, c.lost
	}
	c.pending[f.ID] = answered
	c.mu.Unlock()
	if err := c.write(f); err != nil {
		return nil, err
	}
	select {
	case a, open := <-answered:
		if !open {
			return nil, errors.New("the connection was lost")
		}
		if a.Type == "error" {
			return nil, errors.New(a.Message)
		}
		return a.Data, nil
	case <-time.After(60 * time.Second):
		return nil, errors.New("no answer came")
	}
}

func (c *client) write(f frame) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	// The frame that authenticates is JSON: it is what asks for another format.
	if c.format == "msgpack" && f.Method != "auth" {
		message, err := msgpack.Marshal(f)
		if err != nil {
			return err
		}
		return wsutil.WriteClientBinary(c.conn, message)
	}
	message, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return wsutil.WriteClientText(c.conn, message)
}

func (c *client) read() {
	for {
		message, op, err := wsutil.ReadServerData(c.conn)
		if err == nil {
			var a answer
			if a, err = parse(message, op); err == nil {
				c.route(a)
				continue
			}
		}
		c.mu.Lock()
		c.lost = err
		for id, answered := range c.pending {
			close(answered)
			delete(c.pending, id)
		}
		c.mu.Unlock()
		return
	}
}

func parse(message []byte, op ws.OpCode) (answer, error) {
	var members map[string]any
	var err error
	if op == ws.OpBinary {
		decoder := msgpack.NewDecoder(bytes.NewReader(message))
		err = decoder.Decode(&members)
	} else {
		err = json.Unmarshal(message, &members)
	}
	if err != nil {
		return answer{}, fmt.Errorf("the server sent %q: %w", message, err)
	}
	text := func(name string) string { value, _ := members[name].(string); return value }
	a := answer{Type: text("type"), CorrelID: text("correl_id"), Channel: text("channel")}
	if failure, is := members["error"].(map[string]any); is {
		a.Message, _ = failure["message"].(string)
	}
	a.Data, err = json.Marshal(members["data"])
	return a, err
}

func (c *client) route(a answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch a.Type {
	case "response", "error":
		if answered, waits := c.pending[a.CorrelID]; waits {
			delete(c.pending, a.CorrelID)
			answered <- a
		}
	case "event":
		if events, wanted := c.subs[a.Channel]; wanted {
			events <- a.Data
		}
	}
}

func (c *client) close() { c.conn.Close() }
