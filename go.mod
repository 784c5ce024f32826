module touchstone

go 1.26.8

require (
<<<<<<< HEAD
	go.yaml.in/yaml/v3 v3.0.6
=======
	github.com/yuin/goldmark v1.8.7
	go.yaml.in/yaml/v3 v3.0.6
	golang.org/x/net v0.57.0
>>>>>>> guide
	golang.org/x/text v0.43.0
)

require github.com/kljensen/snowball v0.10.0
