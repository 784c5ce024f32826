package web

import (
	"net/netip"
	"strings"
)

// forwardedFor returns the addresses of X-Forwarded-For headers from the nearest proxy outwards, and stops at the first that is no address.
func forwardedFor(headers []string) []string {
	parts := strings.Split(strings.Join(headers, ","), ",")
	var addresses []string
	for i := len(parts) - 1; i >= 0; i-- {
		address, err := netip.ParseAddr(strings.TrimSpace(parts[i]))
		if err != nil {
			break
		}
		addresses = append(addresses, address.Unmap().String())
	}
	return addresses
}
