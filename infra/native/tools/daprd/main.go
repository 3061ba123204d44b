// The sidecar of this platform: Dapr's runtime with the components that infra/config/dapr declares and no others. The stock
// program is built with a hundred of them or not at all, and they take minutes to compile.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dapr/components-contrib/pubsub/kafka"
	"github.com/dapr/components-contrib/state/redis"
	"github.com/dapr/dapr/cmd/daprd/options"
	"github.com/dapr/dapr/pkg/buildinfo"
	"github.com/dapr/dapr/pkg/components/bindings"
	"github.com/dapr/dapr/pkg/components/configuration"
	"github.com/dapr/dapr/pkg/components/conversation"
	"github.com/dapr/dapr/pkg/components/crypto"
	"github.com/dapr/dapr/pkg/components/lock"
	"github.com/dapr/dapr/pkg/components/middleware/http"
	"github.com/dapr/dapr/pkg/components/nameresolution"
	"github.com/dapr/dapr/pkg/components/pubsub"
	"github.com/dapr/dapr/pkg/components/secretstores"
	"github.com/dapr/dapr/pkg/components/state"
	"github.com/dapr/dapr/pkg/healthz"
	"github.com/dapr/dapr/pkg/modes"
	"github.com/dapr/dapr/pkg/runtime"
	"github.com/dapr/dapr/pkg/runtime/registry"
	"github.com/dapr/dapr/pkg/security"
	"github.com/dapr/kit/concurrency"
	"github.com/dapr/kit/logger"
	"github.com/dapr/kit/signals"
)

// Dapr itself takes Sentry's root certificate only as text in DAPR_TRUST_ANCHORS; Sentry makes it on its first start, when
// the sidecar's environment is written already.
const trustAnchorsFile = "DAPR_TRUST_ANCHORS_FILE"

// The names are Dapr's: log lines are told apart by them.
var (
	log           = logger.NewLogger("dapr.runtime")
	componentsLog = logger.NewLogger("dapr.contrib")
)

func main() {
	opts, err := options.New(os.Args[1:])
	if err != nil {
		log.Fatalf("cannot read the flags: %v", err)
	}
	switch {
	case opts.RuntimeVersion, opts.BuildInfo:
		fmt.Println(buildinfo.Version())
		return
	case opts.WaitCommand:
		runtime.WaitUntilDaprOutboundReady(opts.DaprHTTPPort)
		return
	}
	opts.Logger.SetAppID(opts.AppID)
	if err := logger.ApplyOptionsToLoggers(&opts.Logger); err != nil {
		log.Fatal(err)
	}
	if path := os.Getenv(trustAnchorsFile); path != "" {
		if opts.TrustAnchors, err = os.ReadFile(path); err != nil {
			log.Fatalf("cannot read the trust anchors named by %s: %v", trustAnchorsFile, err)
		}
	}
	log.Infof("Starting Dapr Runtime -- version %s", buildinfo.Version())
	if err := run(signals.Context(), opts); err != nil {
		log.Fatalf("Fatal error from runtime: %s", err)
	}
	log.Info("Daprd shutdown gracefully")
}

func run(ctx context.Context, opts *options.Options) error {
	health := healthz.New()
	provider, err := security.New(ctx, security.Options{
		AppID:                   opts.AppID,
		Mode:                    modes.DaprMode(opts.Mode),
		MTLSEnabled:             opts.EnableMTLS,
		SentryAddress:           opts.SentryAddress,
		TrustAnchors:            opts.TrustAnchors,
		ControlPlaneTrustDomain: opts.ControlPlaneTrustDomain,
		ControlPlaneNamespace:   opts.ControlPlaneNamespace,
		JwtAudiences:            opts.SentryRequestJwtAudiences,
		Healthz:                 health,
	})
	if err != nil {
		return err
	}
	serve := func(ctx context.Context) error {
		config := runtimeConfig(opts)
		config.Registry = components()
		config.Healthz = health
		config.Metrics.Healthz = health
		if config.Security, err = provider.Handler(ctx); err != nil {
			return err
		}
		sidecar, err := runtime.FromConfig(ctx, config)
		if err != nil {
			return err
		}
		return sidecar.Run(ctx)
	}
	return concurrency.NewRunnerManager(provider.Run, serve).Run(ctx)
}

// To declare a component of another type, register it here.
func components() *registry.Options {
	state.DefaultRegistry.RegisterComponent(redis.NewRedisStateStore, "redis")
	pubsub.DefaultRegistry.RegisterComponent(kafka.NewKafka, "kafka")
	nameresolution.DefaultRegistry.RegisterComponent(newStaticResolver, "static")

	// The kinds without a component have to be there, too: the runtime asks each for what is declared.
	bindings.DefaultRegistry.Logger = componentsLog
	configuration.DefaultRegistry.Logger = componentsLog
	conversation.DefaultRegistry.Logger = componentsLog
	crypto.DefaultRegistry.Logger = componentsLog
	http.DefaultRegistry.Logger = componentsLog
	lock.DefaultRegistry.Logger = componentsLog
	nameresolution.DefaultRegistry.Logger = componentsLog
	pubsub.DefaultRegistry.Logger = componentsLog
	secretstores.DefaultRegistry.Logger = componentsLog
	state.DefaultRegistry.Logger = componentsLog
	return registry.NewOptions().
		WithBindings(bindings.DefaultRegistry).
		WithConfigurations(configuration.DefaultRegistry).
		WithConversations(conversation.DefaultRegistry).
		WithCryptoProviders(crypto.DefaultRegistry).
		WithHTTPMiddlewares(http.DefaultRegistry).
		WithLocks(lock.DefaultRegistry).
		WithNameResolutions(nameresolution.DefaultRegistry).
		WithPubSubs(pubsub.DefaultRegistry).
		WithSecretStores(secretstores.DefaultRegistry).
		WithStateStores(state.DefaultRegistry)
}
