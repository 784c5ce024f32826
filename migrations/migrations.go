// Package migrations embeds the numbered SQL files that build the database, one folder for each dialect.
package migrations

import "embed"

// Files holds the folders sqlite and postgres.
//
//go:embed sqlite/*.sql postgres/*.sql
var Files embed.FS
