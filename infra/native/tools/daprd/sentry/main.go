// Dapr's certificate authority, with every port on one address: the stock program of this version ignores the
// listen addresses of its health and metrics servers and opens both to the network.
package main

import (
	"context"
	"errors"
	"flag"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"time"

	"github.com/dapr/dapr/pkg/healthz"
	"github.com/dapr/dapr/pkg/metrics"
	"github.com/dapr/dapr/pkg/modes"
	"github.com/dapr/dapr/pkg/sentry"
	"github.com/dapr/dapr/pkg/sentry/config"
	"github.com/dapr/dapr/pkg/sentry/monitoring"
	"github.com/dapr/kit/concurrency"
	"github.com/dapr/kit/logger"
	"github.com/dapr/kit/signals"
)

var log = logger.NewLogger("dapr.sentry")

func main() {
	configFile := flag.String("config", "", "Dapr configuration file")
	credentials := flag.String("issuer-credentials", "", "folder of the certificates; they are made when it is empty")
	trustDomain := flag.String("trust-domain", "", "trust domain of the certificates")
	address := flag.String("listen-address", "127.0.0.1", "address of all three servers")
	port := flag.Int("port", config.DefaultPort, "gRPC port")
	healthPort := flag.Int("healthz-port", 0, "port of /healthz")
	metricsPort := flag.Int("metrics-port", 0, "port of /metrics")
	flag.Parse()

	options := logger.DefaultOptions()
	options.JSONFormatEnabled = true
	if err := logger.ApplyOptionsToLoggers(&options); err != nil {
		log.Fatal(err)
	}
	if err := monitoring.InitMetrics(); err != nil {
		log.Fatal(err)
	}
	conf, err := config.FromConfigName(*configFile, string(modes.StandaloneMode))
	if err != nil {
		log.Fatal(err)
	}
	conf.RootCertPath = filepath.Join(*credentials, config.DefaultRootCertFilename)
	conf.IssuerCertPath = filepath.Join(*credentials, config.DefaultIssuerCertFilename)
	conf.IssuerKeyPath = filepath.Join(*credentials, config.DefaultIssuerKeyFilename)
	conf.TrustDomain = *trustDomain
	conf.ListenAddress = *address
	conf.Port = *port
	conf.Mode = modes.StandaloneMode

	ctx := signals.Context()
	health := healthz.New()
	authority, err := sentry.New(ctx, sentry.Options{Config: conf, Healthz: health})
	if err != nil {
		log.Fatal(err)
	}
	exporter := metrics.New(metrics.Options{
		Log:           log,
		Enabled:       true,
		Namespace:     metrics.DefaultMetricNamespace,
		Port:          strconv.Itoa(*metricsPort),
		ListenAddress: *address,
		Healthz:       health,
	})
	healthAddress := net.JoinHostPort(*address, strconv.Itoa(*healthPort))
	err = concurrency.NewRunnerManager(
		authority.Start,
		exporter.Start,
		func(ctx context.Context) error { return serveHealth(ctx, healthAddress, health) },
	).Run(ctx)
	if err != nil {
		log.Fatal(err)
	}
}

func serveHealth(ctx context.Context, address string, health healthz.Healthz) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if !health.IsReady() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	server := &http.Server{Addr: address, Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
