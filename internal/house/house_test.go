package house

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const top = "../.."

func TestTheHouseKeepsItsRules(t *testing.T) {
	if _, err := os.Stat(top + "/go.mod"); err != nil {
		t.Fatalf("this is not the top of the house: %v", err)
	}
	found, err := breaches(os.DirFS(top))
	if err != nil {
		t.Fatal(err)
	}
	for _, breach := range found {
		t.Error(breach)
	}
}

func TestOnlyTheAgreedEntriesStandAtTheTop(t *testing.T) {
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) {
			t.Errorf("%s stands at the top level", name)
		}
	}
}

// The picture must be a house: whoever may import a package stands above it.
func TestThePictureHasNoCircle(t *testing.T) {
	var climb func(name string, path []string)
	climb = func(name string, path []string) {
		if slices.Contains(path, name) {
			t.Fatalf("circle: %s", strings.Join(append(path, name), " -> "))
		}
		for _, next := range rooms[name] {
			if _, known := rooms[next]; !known {
				t.Errorf("%s may import %s, which is not in the picture", name, next)
			}
			climb(next, append(slices.Clone(path), name))
		}
	}
	for name := range rooms {
		climb(name, nil)
	}
}

func TestEveryRuleBites(t *testing.T) {
	cases := []struct {
		name, file, source string
		want               string // a part of the breach, or "" for none
	}{
		{"upwards", "internal/quiz/a.go", `package quiz; import _ "touchstone/internal/store"`, "touchstone/internal/store: not in the picture"},
		{"sideways", "internal/people/a.go", `package people; import _ "touchstone/internal/quiz"`, "not in the picture"},
		{"downwards", "internal/quiz/a.go", `package quiz; import _ "touchstone/internal/bank"`, ""},
		{"into a package below", "internal/web/a.go", `package web; import _ "touchstone/internal/guide/html"`, ""},
		{"a package below has the parent's rule", "internal/quiz/clock/a.go", `package clock; import _ "touchstone/internal/web"`, "not in the picture"},
		{"within one room", "internal/guide/a.go", `package guide; import _ "touchstone/internal/guide/html"`, ""},
		{"views are above the domain", "views/a.go", `package views; import _ "touchstone/internal/store"`, "not in the picture"},
		{"command wires all", "cmd/touchstone/a.go", `package main; import (_ "touchstone/internal/web"; _ "touchstone/migrations")`, ""},
		{"fault is for everyone", "internal/ability/a.go", `package ability; import _ "touchstone/internal/fault"`, ""},
		{"fault imports nothing", "internal/fault/a.go", `package fault; import _ "touchstone/internal/bank"`, "not in the picture"},
		{"testbed in the program", "cmd/touchstone/a.go", `package main; import _ "touchstone/internal/testbed"`, "not in the picture"},
		{"testbed in a test", "internal/store/a_test.go", `package store; import _ "touchstone/internal/testbed"`, ""},
		{"testbed in storetest", "internal/store/storetest/a.go", `package storetest; import (_ "touchstone/internal/testbed"; _ "touchstone/internal/store"; _ "touchstone/internal/quiz")`, ""},
		{"storetest in the store", "internal/store/a.go", `package store; import _ "touchstone/internal/store/storetest"`, "not in the picture"},
		{"storetest in the program", "internal/web/a.go", `package web; import _ "touchstone/internal/store/storetest"`, "not in the picture"},

		{"gorm outside the store", "internal/web/a.go", `package web; import _ "gorm.io/gorm"`, "only for store"},
		{"gorm driver outside the store", "internal/jobs/a.go", `package jobs; import _ "gorm.io/driver/postgres"`, "only for store"},
		{"gorm in the store", "internal/store/a.go", `package store; import _ "gorm.io/gorm"`, ""},
		{"gorilla outside web", "internal/store/a.go", `package store; import _ "github.com/gorilla/sessions"`, "only for web"},
		{"gorilla in web", "internal/web/a.go", `package web; import _ "github.com/gorilla/sessions"`, ""},
		{"templ in the domain", "internal/bank/a.go", `package bank; import _ "github.com/a-h/templ"`, "only for views, web"},
		{"templ in views", "views/a.go", `package views; import _ "github.com/a-h/templ"`, ""},

		{"a server in jobs", "internal/jobs/a.go", `package jobs; import "net/http"; var s http.Server`, "run an HTTP server or client"},
		{"a client under another name", "internal/exchange/a.go", `package exchange; import h "net/http"; var get = h.Get`, "uses net/http.Get"},
		{"a client in remote", "internal/remote/a.go", `package remote; import "net/http"; var c http.Client`, ""},
		{"handlers in generate", "internal/generate/a.go", `package generate; import "net/http"; var m = http.NewServeMux()`, ""},
		{"a listener in generate", "internal/generate/a.go", `package generate; import "net/http"; var l = http.ListenAndServe`, "run an HTTP server or client"},
		{"http in a pure package", "internal/quiz/a.go", `package quiz; import _ "net/http"`, "quiz is pure"},
		{"net in generate", "internal/generate/a.go", `package generate; import _ "net"`, "generate is pure"},
		{"addresses are text", "internal/bank/a.go", `package bank; import _ "net/url"`, ""},

		{"the clock", "internal/quiz/a.go", `package quiz; import "time"; var now = time.Now()`, "uses time.Now"},
		{"the clock as a value", "internal/ability/a.go", `package ability; import clock "time"; var now = clock.Now`, "uses time.Now"},
		{"a duration", "internal/quiz/a.go", `package quiz; import "time"; const limit = time.Hour`, ""},
		{"the clock in the store", "internal/store/a.go", `package store; import "time"; var now = time.Now()`, ""},
		{"the clock in a pure package's test", "internal/quiz/a_test.go", `package quiz; import "time"; var now = time.Now()`, ""},
		{"global chance", "internal/simulate/a.go", `package simulate; import "math/rand/v2"; var n = rand.IntN(6)`, "source of chance"},
		{"old global chance", "internal/simulate/a.go", `package simulate; import "math/rand"; var n = rand.Intn(6)`, "source of chance"},
		{"seeded chance", "internal/simulate/a.go", `package simulate; import "math/rand/v2"; var r = rand.New(rand.NewPCG(1, 2))`, ""},
		{"hidden chance", "internal/simulate/a.go", `package simulate; import . "math/rand/v2"; var n = IntN(6)`, "dot import"},
		{"secret chance", "internal/screening/a.go", `package screening; import _ "crypto/rand"`, "screening is pure"},
		{"files", "internal/curriculum/a.go", `package curriculum; import _ "os"`, "curriculum is pure"},
		{"other programs", "internal/generate/a.go", `package generate; import _ "os/exec"`, "generate is pure"},
		{"a database", "internal/recommend/a.go", `package recommend; import _ "database/sql"`, "recommend is pure"},
		{"a database that finds a key", "internal/generate/a.go", `package generate; import (_ "database/sql"; _ "github.com/ncruces/go-sqlite3/driver")`, ""},

		{"an empty name", "internal/web/utils/a.go", `package utils`, "says nothing"},
		{"an empty package name", "internal/web/forms/a.go", `package helpers`, "says nothing"},
		{"an unknown room", "internal/cache/a.go", `package cache`, "not in the picture"},
		{"an unknown command", "cmd/tool/a.go", `package main`, "cmd holds only"},
		{"a room at the wrong level", "store/a.go", `package store`, "wrong level"},
		{"views below internal", "internal/views/a.go", `package views`, "wrong level"},
		{"code at the top", "a.go", `package touchstone`, "not in the picture"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := breaches(fstest.MapFS{c.file: {Data: []byte(c.source)}})
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" && len(found) > 0 {
				t.Errorf("found %q, want none", found)
			}
			if c.want != "" && (len(found) != 1 || !strings.Contains(found[0], c.want)) {
				t.Errorf("found %q, want one with %q", found, c.want)
			}
		})
	}
}
