package main

import (
	"context"
	"fmt"

	"github.com/dapr/components-contrib/nameresolution"
	"github.com/dapr/kit/config"
	"github.com/dapr/kit/logger"
)

// staticResolver finds sidecars by a list that is its configuration: the id of each app and the address of its sidecar's
// internal gRPC server. Of the resolvers that come with Dapr mDNS is not confined to the loopback interface, and that by
// SQLite would be a sixth of the source that is compiled.
type staticResolver struct {
	addresses map[string]string
}

func newStaticResolver(logger.Logger) nameresolution.Resolver {
	return &staticResolver{}
}

// Init fails when the configuration is no list of texts.
func (r *staticResolver) Init(_ context.Context, metadata nameresolution.Metadata) error {
	normalized, err := config.Normalize(metadata.Configuration)
	if err != nil {
		return fmt.Errorf("name resolution: %w", err)
	}
	list, ok := normalized.(map[string]any)
	if !ok || len(list) == 0 {
		return fmt.Errorf("name resolution: configuration has to be the address of each app by its id, and is %v", normalized)
	}
	r.addresses = make(map[string]string, len(list))
	for id, value := range list {
		address, ok := value.(string)
		if !ok {
			return fmt.Errorf("name resolution: the address of %s has to be a text, and is %v", id, value)
		}
		r.addresses[id] = address
	}
	return nil
}

// ResolveID fails for an app that the configuration does not name.
func (r *staticResolver) ResolveID(_ context.Context, request nameresolution.ResolveRequest) (string, error) {
	address, ok := r.addresses[request.ID]
	if !ok {
		return "", fmt.Errorf("no app %q is in the configuration of name resolution", request.ID)
	}
	return address, nil
}

func (r *staticResolver) Close() error {
	return nil
}
