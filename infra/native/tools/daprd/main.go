// The sidecar of this platform: stock daprd with the components that infra/config/dapr declares and no others,
// since the hundred more that Dapr knows take minutes to compile.
package main

import (
	"log"
	"os"

	"github.com/dapr/components-contrib/pubsub/kafka"
	"github.com/dapr/components-contrib/state/redis"
	"github.com/dapr/dapr/cmd/daprd/app"
	"github.com/dapr/dapr/pkg/components/nameresolution"
	"github.com/dapr/dapr/pkg/components/pubsub"
	"github.com/dapr/dapr/pkg/components/state"
)

// daprd itself takes Sentry's root certificate only as text in DAPR_TRUST_ANCHORS; Sentry makes it on its first
// start, when the sidecar's environment is written already.
const trustAnchorsFile = "DAPR_TRUST_ANCHORS_FILE"

func main() {
	if path := os.Getenv(trustAnchorsFile); path != "" {
		anchors, err := os.ReadFile(path)
		if err != nil {
			log.Fatalf("cannot read the trust anchors named by %s: %v", trustAnchorsFile, err)
		}
		if err := os.Setenv("DAPR_TRUST_ANCHORS", string(anchors)); err != nil {
			log.Fatal(err)
		}
	}
	nameresolution.DefaultRegistry.RegisterComponent(newStaticResolver, "static")
	pubsub.DefaultRegistry.RegisterComponent(kafka.NewKafka, "kafka")
	state.DefaultRegistry.RegisterComponent(redis.NewRedisStateStore, "redis")
	app.Run()
}
