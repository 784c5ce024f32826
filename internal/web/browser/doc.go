// Package browser holds the tests that use the whole product as people do: the real program, its sample data and a real
// browser. It has no code of its own.
package browser
