package web

import (
	"encoding/json"
	"net/http"
)

// writeJSON answers a script of the site's own pages.
func writeJSON(w http.ResponseWriter, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(text) // the client may have gone
	return nil
}
