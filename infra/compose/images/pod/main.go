// Holds the network of a service and its sidecar, as the pause container of a Kubernetes pod does: waits, and ends with 0 at SIGTERM or SIGINT.
package main

import (
	"context"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	<-ctx.Done()
}
