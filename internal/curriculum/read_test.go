package curriculum

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A small curriculum without a fault. The tests below break it in one place each.
var garden = map[string]string{
	"data/soil.yaml": `topic:
  slug: soil
  title: Soil
  summary: What plants stand in.
concepts:
  - {id: clay, name: clay, kind: soil type, mass: true, confusable: [loam]}
  - {id: loam, name: loam, kind: soil type, mass: true}
  - id: worm
    name: earthworm
    aliases: [rain worm]
    kind: animal
siblings:
  - id: soils
    name: soil type
    members: [clay, loam]
    why: Clay holds water and loam lets it through.
classes:
  - id: parts
    name: part of a bed
    why: The first is alive and the second is not.
    classes:
      - {name: living part, members: [worm]}
      - {name: lifeless part, members: [clay, loam]}
misconceptions:
  - id: worms-eat-roots
    concept: worm
    wrong: Earthworms eat living roots.
    right: Earthworms eat dead leaves.
`,
	"data/roses.yaml": `topic:
  slug: roses
  title: Roses
  summary: A plant with thorns.
  needs:
    - topic: soil
      why: A rose stands in soil.
concepts:
  - {id: rose, name: rose, kind: plant}
`,
	"guides/soil.md":  "Text.\n",
	"guides/roses.md": "Text.\n",
	"roles.yaml": `roles:
  - slug: gardener
    title: Gardener
    summary: Keeps a garden.
    topics:
      - {topic: soil, weight: 60, target: 60, why: Nothing grows without it.}
      - {topic: roses, weight: 40, target: 70, why: They are what visitors come for.}
`,
}

// readBroken reads the garden with one piece of a file replaced.
func readBroken(t *testing.T, file, was, is string) (*Curriculum, error) {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range garden {
		if name == file {
			if strings.Count(text, was) != 1 {
				t.Fatalf("%q stands %d times in %s", was, strings.Count(text, was), file)
			}
			text = strings.Replace(text, was, is, 1)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Read(files)
}

func TestReadTakesAFaultlessCurriculum(t *testing.T) {
	c, err := readBroken(t, "", "", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Topics) != 2 || c.Topics[0].Slug != "soil" || len(c.Concepts) != 4 || len(c.Guides) != 2 {
		t.Errorf("read %d topics, %d concepts and %d guides", len(c.Topics), len(c.Concepts), len(c.Guides))
	}
	role, ok := c.Role("gardener")
	if target, asked := role.Target("roses"); !ok || !asked || target != 70 {
		t.Errorf("the gardener needs %d in roses", target)
	}
	if _, asked := role.Target("bees"); asked {
		t.Error("the gardener is asked for bees")
	}
	if _, ok := c.Role("fisher"); ok {
		t.Error("there is a role that nobody wrote")
	}
}

// An editor who makes a slip is told the file, the line and what to do.
func TestEachSlipIsExplained(t *testing.T) {
	const soil, roses, roles = "data/soil.yaml", "data/roses.yaml", "roles.yaml"
	for name, slip := range map[string]struct{ file, was, is, want string }{
		"broken YAML": {soil, "    name: soil type", "   name: soil type",
			"data/soil.yaml:12: this is no correct YAML (did not find expected '-' indicator). Look at this line and around it: indentation, a missing colon or bracket, or a text with a colon or # that needs quotes."},
		"misspelt key": {soil, "    aliases: [rain worm]", "    alias: [rain worm]",
			`data/soil.yaml:10: A concept has no key "alias" (did you mean aliases?). Its keys are id, name, plural, aliases, kind, confusable, mass, also.`},
		"text for a list": {soil, "aliases: [rain worm]", "aliases: rain worm",
			`data/soil.yaml:10: "rain worm" stands where a list is wanted. Write it in brackets, [first, second], also when it is only one.`},
		"word for a switch": {soil, "soil type, mass: true}", "soil type, mass: very}",
			`data/soil.yaml:7: "very" stands where true or false is wanted. Write it without quotes.`},
		"key written twice": {soil, "    aliases: [rain worm]\n", "    name: dew worm\n",
			`data/soil.yaml:10: the key "name" stands here and in line 9 already. Keep one of them, or begin a new entry with a dash.`},
		"other slug": {soil, "slug: soil", "slug: earth",
			`data/soil.yaml:2: the slug is "earth" and the file is named for "soil". Write the same in both.`},
		"unknown need": {roses, "topic: soil", "topic: soils",
			`data/roses.yaml:6: there is no topic "soils" (did you mean soil?). Name a topic that has a file in data.`},
		"circle of needs": {soil, "  summary: What plants stand in.", "  summary: What plants stand in.\n  needs: [{topic: roses, why: Roses make soil.}]",
			"data/soil.yaml:5: these topics need each other in a circle: roses needs soil needs roses. Nobody could begin; take out the need that is least true."},
		"need without reason": {roses, "      why: A rose stands in soil.", "      why: \"\"",
			"data/roses.yaml:6: the need soil wants a why: one sentence, with its stop, on what the learner uses from there."},
		"unknown id": {soil, "confusable: [loam]", "confusable: [laom]",
			`data/soil.yaml:6: confusable of clay names the concept "laom", which no file defines (did you mean loam?). Correct the id, or define the concept.`},
		"confusable with itself": {soil, "confusable: [loam]", "confusable: [clay]",
			"data/soil.yaml:6: the concept clay is listed as confusable with itself. Take it out."},
		"id in two topics": {roses, "id: rose,", "id: worm,",
			"data/soil.yaml:8: a concept has the id worm, which stands in data/roses.yaml:9 already. Choose another id, or put the two together."},
		"id with capitals": {soil, "id: soils", "id: Soils",
			`data/soil.yaml:13: a sibling set needs an id of small letters, digits and hyphens, not "Soils".`},
		"name of another": {roses, "name: rose,", "name: Rain worm,",
			`data/soil.yaml:8: "rain worm" names the concept worm and the concept rose (data/roses.yaml:9) too. Give one of them a name or alias that is its own, or put the two together.`},
		"plural of another": {roses, "kind: plant", "kind: plant, aliases: [earthworms]",
			`data/soil.yaml:8: "earthworms" names the concept worm and the concept rose (data/roses.yaml:9) too. Give one of them a name or alias that is its own, or put the two together.`},
		"no name": {roses, "name: rose,", "",
			"data/roses.yaml:9: the concept rose needs a name, as in running text."},
		"no kind": {roses, "kind: plant", "kind: \"\"",
			"data/roses.yaml:9: the concept rose needs a kind: a short singular noun such as credential, protocol or technique."},
		"kind with an article": {roses, "kind: plant", "kind: a plant",
			`data/roses.yaml:9: the kind of rose is "a plant". Write a short singular noun without article and stop, such as credential or technique.`},
		"misspelt kind": {soil, "kind: animal", "kind: soil typ",
			`data/soil.yaml:11: the kind of worm is "soil typ", and others have the kind "soil type". Write it in the same way.`},
		"class that is none": {roses, "kind: plant", "kind: plant, also: [green part]",
			`data/roses.yaml:9: the concept rose also stands for the class "green part", which no partition has. Write the class's name as it stands there.`},
		"set without reason": {soil, "    why: Clay holds water and loam lets it through.", "    why:",
			"data/soil.yaml:16: the sibling set soils needs a why: one sentence, with its stop, on why what is true of one member is false of the others."},
		"set of one": {soil, "    members: [clay, loam]\n    why", "    members: [clay]\n    why",
			"data/soil.yaml:15: the sibling set soils has 1 members and needs two or more. Add one, or take the set out."},
		"member twice": {soil, "    members: [clay, loam]\n    why", "    members: [clay, loam, clay]\n    why",
			"data/soil.yaml:15: the sibling set soils lists clay twice. Keep one."},
		"general beside special": {soil, "name: loam, kind: soil type", "name: loam, kind: Clay",
			"data/soil.yaml:15: the sibling set soils lists clay and loam, and the first is the kind of the second, so they do not exclude each other. Take one of them out."},
		"same set again": {soil, "classes:\n  - id: parts", "  - {id: grounds, name: ground, members: [loam, clay], why: They differ.}\nclasses:\n  - id: parts",
			"data/soil.yaml:17: the sibling set grounds has the same members as the set in data/soil.yaml:13. Keep one of them."},
		"two classes at once": {soil, "members: [worm]", "members: [worm, clay]",
			"data/soil.yaml:23: the partition parts has clay both as living part and as lifeless part. A member belongs to one class: take it out of one, or out of both."},
		"same class twice": {soil, "name: lifeless part", "name: Living part",
			`data/soil.yaml:23: the partition parts has the class "Living part" twice. Put the two together.`},
		"no refutation": {soil, "    right: Earthworms eat dead leaves.\n", "",
			"data/soil.yaml:25: the misconception worms-eat-roots needs its refutation as a whole sentence under right."},
		"no such concept": {soil, "    concept: worm", "    concept: wurm",
			`data/soil.yaml:26: the misconception worms-eat-roots names the concept "wurm", which no file defines (did you mean worm?). Correct the id, or define the concept.`},
		"unknown topic of a role": {roles, "topic: roses", "topic: rosas",
			`roles.yaml:7: the role gardener names the topic "rosas", which does not exist (did you mean roses?). Name a topic that has a file in data.`},
		"weights of 90": {roles, "weight: 60", "weight: 50",
			"roles.yaml:5: the weights of the role gardener add up to 90. They are percent: make them 100."},
		"target out of range": {roles, "target: 60", "target: 100",
			"roles.yaml:6: the target of soil in the role gardener is 100. Choose one from 40 to 80."},
		"prerequisite left out": {roles, "      - {topic: soil, weight: 60, target: 60, why: Nothing grows without it.}\n      - {topic: roses, weight: 40,", "      - {topic: roses, weight: 100,",
			"roles.yaml:6: the role gardener asks for roses, which needs soil, and does not ask for that. Add soil with a target of 55 or more, or take roses out."},
		"prerequisite far lower": {roles, "target: 60", "target: 50",
			"roles.yaml:7: the role gardener asks for 70 in roses and only 50 in soil, which it needs. Raise the target of soil to 55 or more, or lower the other."},
		"target without reason": {roles, "why: Nothing grows without it.", "why: nothing",
			"roles.yaml:6: the topic soil in the role gardener needs a why: one sentence, with its stop, on why the target stands where it does."},
		"role without sentence": {roles, "    summary: Keeps a garden.\n", "",
			"roles.yaml:2: the role gardener needs a summary: one sentence, with its stop, on what the person does."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readBroken(t, slip.file, slip.was, slip.is)
			if err == nil {
				t.Fatal("nothing was noticed")
			}
			if !strings.Contains(err.Error()+"\n", slip.want+"\n") {
				t.Errorf("got  %v\nwant %s", err, slip.want)
			}
		})
	}
}

// One reading shows all that is wrong.
func TestReadReportsAllSlipsAtOnce(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range garden {
		text = strings.ReplaceAll(text, "kind: animal", "kind: \"\"")
		files[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "weight: 40", "weight: 39"))}
	}
	delete(files, "guides/roses.md")
	_, err := Read(files)
	if err == nil {
		t.Fatal("nothing was noticed")
	}
	want := []string{"guides/roses.md: the topic roses has no study guide. Write it in this file, or remove data/roses.yaml.",
		"data/soil.yaml:11: the concept worm needs a kind", "roles.yaml:5: the weights of the role gardener add up to 99."}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Fatalf("got %q", lines)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("got  %s\nwant %s", line, want[i])
		}
	}
}

func TestReadSaysThatAFileIsEmpty(t *testing.T) {
	_, err := Read(fstest.MapFS{"data/soil.yaml": {}})
	if want := "data/soil.yaml: the file is empty. README.md of the curriculum shows what belongs into it."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
