// Prints what Alertmanager would post to Slack about groups of alerts, by its own notifier and template library: a group is a line
// of JSON on the standard input, and its message a line of JSON on the standard output, in the same order. A group that no message can be
// made of has an error in its place.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"time"

	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/featurecontrol"
	"github.com/prometheus/alertmanager/matcher/compat"
	"github.com/prometheus/alertmanager/notify"
	"github.com/prometheus/alertmanager/notify/slack"
	"github.com/prometheus/alertmanager/template"
	"github.com/prometheus/alertmanager/types"
	"github.com/prometheus/common/model"
)

// As in Alertmanager's API, which takes any text for a name too: a model.LabelSet does not when it is read.
type labels map[string]string

func (l labels) set() model.LabelSet {
	set := make(model.LabelSet, len(l))
	for name, value := range l {
		set[model.LabelName(name)] = model.LabelValue(value)
	}
	return set
}

// One without an end fires.
type alert struct {
	Labels       labels    `json:"labels"`
	Annotations  labels    `json:"annotations"`
	StartsAt     time.Time `json:"startsAt"`
	EndsAt       time.Time `json:"endsAt"`
	GeneratorURL string    `json:"generatorURL"`
}

type group struct {
	Receiver string  `json:"receiver"`
	Labels   labels  `json:"labels"`
	Alerts   []alert `json:"alerts"`
}

// The body of the post, or why there is none.
type answer struct {
	Post  json.RawMessage `json:"post,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	if len(os.Args) != 3 {
		fail(errors.New("usage: alert-messages <alertmanager.yml> <external URL>"))
	}
	messages, err := load(os.Args[1], os.Args[2])
	if err != nil {
		fail(err)
	}
	input := json.NewDecoder(os.Stdin)
	output := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(output)
	for {
		var one group
		if err := input.Decode(&one); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			fail(err)
		}
		var said answer
		if post, err := messages.of(one); err != nil {
			said.Error = err.Error()
		} else {
			said.Post = post
		}
		// A caller that asks one at a time waits for the line.
		if err := errors.Join(encoder.Encode(said), output.Flush()); err != nil {
			fail(err)
		}
	}
}

type messages struct {
	configs   map[string]*config.SlackConfig
	templates *template.Template
	logger    *slog.Logger
	slack     *httptest.Server
	posted    chan []byte
}

func load(file, external string) (*messages, error) {
	logger := slog.New(slog.NewTextHandler(io.Discard, nil))
	compat.InitFromFlags(logger, featurecontrol.NoopFlags{})
	loaded, err := config.LoadFile(file)
	if err != nil {
		return nil, err
	}
	made := &messages{configs: map[string]*config.SlackConfig{}, logger: logger, posted: make(chan []byte, 1)}
	if made.templates, err = template.FromGlobs(loaded.Templates); err != nil {
		return nil, err
	}
	if made.templates.ExternalURL, err = url.Parse(external); err != nil {
		return nil, err
	}
	made.slack = httptest.NewServer(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		made.posted <- body
		_, _ = response.Write([]byte("ok"))
	}))
	address, err := url.Parse(made.slack.URL)
	if err != nil {
		return nil, err
	}
	for _, receiver := range loaded.Receivers {
		for _, one := range receiver.SlackConfigs {
			one.APIURL = &config.SecretURL{URL: address}
			made.configs[receiver.Name] = one
		}
	}
	return made, nil
}

func (m *messages) of(one group) ([]byte, error) {
	config, found := m.configs[one.Receiver]
	if !found {
		return nil, fmt.Errorf("no receiver %q posts to Slack", one.Receiver)
	}
	alerts := make([]*types.Alert, 0, len(one.Alerts))
	for _, from := range one.Alerts {
		made := &types.Alert{Alert: model.Alert{
			Labels:       from.Labels.set(),
			Annotations:  from.Annotations.set(),
			StartsAt:     from.StartsAt,
			EndsAt:       from.EndsAt,
			GeneratorURL: from.GeneratorURL,
		}}
		if err := made.Validate(); err != nil {
			return nil, fmt.Errorf("Alertmanager would not take the alert: %w", err)
		}
		alerts = append(alerts, made)
	}
	notifier, err := slack.New(config, m.templates, m.logger)
	if err != nil {
		return nil, err
	}
	ctx := notify.WithReceiverName(context.Background(), one.Receiver)
	ctx = notify.WithGroupLabels(ctx, one.Labels.set())
	ctx = notify.WithGroupKey(ctx, "group")
	if _, err := notifier.Notify(ctx, alerts...); err != nil {
		return nil, err
	}
	return <-m.posted, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
