// The sidecar of this platform: stock daprd with its stable components (build with -tags stablecomponents),
// and name resolution by sqlite, which is not among them.
package main

import (
	"log"
	"os"

	"github.com/dapr/components-contrib/nameresolution/sqlite"
	"github.com/dapr/dapr/cmd/daprd/app"
	nameresolution "github.com/dapr/dapr/pkg/components/nameresolution"
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
	nameresolution.DefaultRegistry.RegisterComponent(sqlite.NewResolver, "sqlite")
	app.Run()
}
