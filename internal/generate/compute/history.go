package compute

import (
	"fmt"
	"strings"
)

var historyFamilies = []family{
	{"git-reset-mode", "git", apply, "A mixed reset is a move of the branch name that also clears staged changes and leaves the files untouched", resetMode},
	{"git-staged-content", "git", analyse, "If a developer edits a file after git add", stagedContent},
	{"git-join-commits", "git", apply, "a join that compares two tips with their common ancestor and records a commit with two parents", joinCommits},
	{"git-merge-base", "git", apply, "A merge base is the best common ancestor from which two lines of work are compared", mergeBase},
	{"git-version-order", "git", apply, "A pre-release version ranks below the final version with the same three numbers", versionOrder},
	{"git-next-version", "git", apply, "A rise of the minor version sets the patch version to zero", nextVersion},
	{"languages-caret-range", "languages-and-frameworks", apply, "A caret range is used to accept new minor versions and patches", caretRange},
}

// resetMode plays git add, an edit and a reset on one file: the branch, the staging area and the working tree each hold a content.
func resetMode(d *draw) *variant {
	words := some(d, 4, []string{"red", "blue", "green", "gold", "pink", "grey"})
	parent, head, staged, edited := words[0], words[1], words[1], words[1]
	lines := []string{"commit 1: " + parent, "commit 2: " + head}
	if d.coin() {
		staged, edited = words[2], words[2]
		lines = append(lines, "edit:     "+staged, "git add")
	}
	if d.coin() {
		edited = words[3]
		lines = append(lines, "edit:     "+edited)
	}
	mode := pick(d, "--soft", "--mixed", "--hard")
	place := pick(d, "staging area", "working tree")
	lines = append(lines, "git reset "+mode+" HEAD~1")
	after := func(m string) (index, tree string) {
		index, tree = staged, edited
		if m != "--soft" {
			index = parent
		}
		if m == "--hard" {
			tree = parent
		}
		return index, tree
	}
	read := func(m, where string) string {
		index, tree := after(m)
		if where == "staging area" {
			return index
		}
		return tree
	}
	key := read(mode, place)
	effect := map[string]string{
		"--soft":  "A soft reset moves the branch name and leaves the staging area and the files untouched.",
		"--mixed": "A mixed reset moves the branch name and resets the staging area to the new commit, and it leaves the files untouched.",
		"--hard":  "A hard reset moves the branch name and resets the staging area and the files to the new commit.",
	}[mode]
	wrong := []mistake{}
	add := func(text, why, by string) { wrong = append(wrong, mistake{text, why, by}) }
	add(parent, "This is the content of commit 1. "+effect, "everything reset")
	add(staged, "This was staged before the reset. "+effect, "the staged content")
	add(edited, "This was the last edit of the file. "+effect, "the last edit")
	add(head, "This is the content of commit 2, which the branch no longer points to.", "the commit that is left")
	add(words[2], "This content never stood at that place after the reset.", "")
	add(words[3], "This content never stood at that place after the reset.", "")
	if staged == head && edited == head {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A file of one word goes through these steps. Which word does it hold in the %s at the end?", place), code: strings.Join(lines, "\n"), key: key, by: "an evaluator of branch, staging area and working tree", wrong: wrong,
		explanation: fmt.Sprintf("%s Before the reset the staging area held %s and the working tree %s. Afterwards the %s holds %s.", effect, staged, edited, place, key),
	}
}

func stagedContent(d *draw) *variant {
	words := some(d, 4, []string{"red", "blue", "green", "gold", "pink", "grey"})
	committed, index, tree := "none", "none", "none"
	var lines, staged []string
	step := 0
	for range d.between(5, 7) {
		switch d.between(1, 5) {
		case 1, 2:
			if step < len(words) {
				tree = words[step]
				lines = append(lines, "edit the word to "+tree)
				step++
			}
		case 3, 4:
			if tree != index {
				index = tree
				staged = append(staged, tree)
				lines = append(lines, "git add")
			}
		default:
			if index != committed {
				committed = index
				lines = append(lines, "git commit")
			}
		}
	}
	if step < 3 || committed != "none" && len(lines) < 4 || index == committed || tree == index || index == "none" {
		return nil
	}
	lines = append(lines, "git commit")
	wrong := []mistake{{tree, "This edit came after the last git add, so it is not staged.", "the last edit"}, {committed, "This was recorded by an earlier commit.", "the commit before"}}
	for _, w := range words[:step] {
		wrong = append(wrong, mistake{w, "A later git add replaced this content in the staging area, or it was never staged.", ""})
	}
	if committed == "none" {
		wrong = append(wrong[:1], wrong[2:]...)
	}
	return &variant{
		stem: "A file of one word goes through these steps. Which word does the last commit record?", code: strings.Join(lines, "\n"), key: index, by: "an evaluator of staging area and working tree", wrong: wrong,
		explanation: fmt.Sprintf("A commit records the staging area and not the working tree. The last git add staged %s, and the later edit to %s was not added. So the commit records %s.", index, tree, index),
	}
}

func joinCommits(d *draw) *variant {
	shared, main, topic := d.between(2, 5), d.between(0, 4), d.between(1, 5)
	how := pick(d, "git merge topic", "git merge --squash topic\n  and git commit", "git rebase main\n  on topic, then a\n  fast-forward of main")
	var after int
	var why string
	switch {
	case strings.HasPrefix(how, "git merge --squash"):
		after, why = shared+main+1, fmt.Sprintf("A squash merge puts all %d changes of the branch into one new commit: %d + %d + 1 = %d.", topic, shared, main, shared+main+1)
	case strings.HasPrefix(how, "git rebase"):
		after, why = shared+main+topic, fmt.Sprintf("The rebase replays the %d commits of the branch on top of main, and the fast-forward adds no commit: %d + %d + %d = %d.", topic, shared, main, topic, shared+main+topic)
	case main == 0:
		after, why = shared+topic, fmt.Sprintf("Main gained no commit since the fork, so a fast-forward only moves the name: %d + %d = %d.", shared, topic, shared+topic)
	default:
		after, why = shared+main+topic+1, fmt.Sprintf("Both sides have new commits, so the merge records one more with two parents: %d + %d + %d + 1 = %d.", shared, main, topic, shared+main+topic+1)
	}
	return &variant{
		stem: fmt.Sprintf("Main and topic share %s. Since the fork main got %d more and topic %d. How many commits can be reached from main after this?", of(shared, "commit"), main, topic), code: "on main\n" + how, value: exactly(after), by: "an evaluator of the commit graph",
		explanation: "Counted are the commits that main leads to. " + why,
	}
}

func mergeBase(d *draw) *variant {
	names := strings.Split("K L M N P Q R S", " ")
	trunk := d.between(3, 4)
	fork := d.between(1, trunk-1)
	var lines []string
	parent := map[string]string{}
	for i := 1; i < trunk; i++ {
		parent[names[i]] = names[i-1]
	}
	left, right := names[trunk-1], names[fork-1]
	mains, topics := []string{}, []string{}
	for i := trunk; i < 7; i++ {
		if d.coin() {
			parent[names[i]], left = left, names[i]
			mains = append(mains, names[i])
		} else {
			parent[names[i]], right = right, names[i]
			topics = append(topics, names[i])
		}
	}
	if len(topics) == 0 {
		return nil
	}
	for i := 1; i < 7; i++ {
		lines = append(lines, fmt.Sprintf("%s has the parent %s", names[i], parent[names[i]]))
	}
	ancestors := map[string]bool{}
	for c := left; c != ""; c = parent[c] {
		ancestors[c] = true
	}
	base := right
	for !ancestors[base] {
		base = parent[base]
	}
	return &variant{
		stem: fmt.Sprintf("The branch main points to %s and the branch topic to %s. Which commit is their merge base?", left, right), code: "K is the root\n" + strings.Join(lines, "\n"), key: base, by: "a walk through the parents",
		wrong: []mistake{
			{"K", "The root is a common ancestor too, and a nearer one exists.", "the root"},
			{parent[base], "This is a common ancestor, and its child is one too.", "one step too far"},
			{topics[0], "This commit belongs to topic alone.", "the first commit of topic"},
			{names[trunk-1], "This commit belongs to main alone.", "the first commit of main"},
			{left, "This is the tip of main, and topic does not lead to it.", "the tip of main"},
		},
		explanation: fmt.Sprintf("From topic the parents lead back over %s to %s. Main leads to %s as well, and it is the first commit on the way that both share.", list(topics), base, base),
	}
}

// version is a semantic version, with a pre-release number or none (-1).
type version struct {
	major, minor, patch, beta int
}

func (v version) String() string {
	text := fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch)
	if v.beta >= 0 {
		text += fmt.Sprintf("-beta.%d", v.beta)
	}
	return text
}

// before is the precedence of semver.org, item 11.
func (v version) before(other version) bool {
	for _, pair := range [][2]int{{v.major, other.major}, {v.minor, other.minor}, {v.patch, other.patch}} {
		if pair[0] != pair[1] {
			return pair[0] < pair[1]
		}
	}
	if v.beta < 0 || other.beta < 0 {
		return v.beta >= 0 && other.beta < 0
	}
	return v.beta < other.beta
}

func versionOrder(d *draw) *variant {
	major, minor := d.between(1, 4), d.between(2, 9)
	all := []version{{major, minor, d.between(0, 9), -1}, {major, minor + d.between(3, 9), d.between(0, 4), -1}, {major, minor, d.between(10, 14), -1}}
	top := version{major, minor + d.between(10, 14), d.between(0, 3), d.between(1, 9)}
	all = append(all, top)
	if d.coin() {
		final := top
		final.beta = -1
		all[0] = final
	}
	highest, byText := all[0], all[0]
	for _, v := range all[1:] {
		if highest.before(v) {
			highest = v
		}
		if byText.String() < v.String() {
			byText = v
		}
	}
	v := &variant{
		stem: "Which of these version numbers ranks highest by the rules of semantic versioning?", key: "`" + highest.String() + "`", by: "the precedence of Semantic Versioning 2.0.0",
		explanation: "The numbers are compared from left to right as numbers and not as text, so 10 ranks above 9. With three equal numbers a pre-release ranks below the final version. The highest is `" + highest.String() + "`.",
	}
	for _, other := range all {
		if other == highest {
			continue
		}
		why := "Its numbers are smaller than those of the highest version."
		switch {
		case other == byText:
			why = "As text this comes last. The parts are compared as numbers."
		case other.beta >= 0:
			why = "This is a pre-release of the same three numbers, and it ranks below the final version."
		}
		v.wrong = append(v.wrong, mistake{"`" + other.String() + "`", why, ""})
	}
	return v
}

func nextVersion(d *draw) *variant {
	now := version{d.between(1, 5), d.between(1, 9), d.between(1, 9), -1}
	changes := some(d, 2, []struct {
		text string
		part int
	}{{"repairs a wrong total", 3}, {"repairs a crash on an empty list", 3}, {"adds an optional parameter", 2}, {"adds a new function", 2}, {"removes an old function", 1}, {"renames a required parameter", 1}})
	part := min(changes[0].part, changes[1].part)
	raise := func(p int) version {
		switch p {
		case 1:
			return version{now.major + 1, 0, 0, -1}
		case 2:
			return version{now.major, now.minor + 1, 0, -1}
		}
		return version{now.major, now.minor, now.patch + 1, -1}
	}
	kept := raise(part)
	kept.patch = now.patch
	if part == 1 {
		kept.minor = now.minor
	}
	code := func(v version) string { return "`" + v.String() + "`" }
	name := []string{"", "major", "minor", "patch"}[part]
	return &variant{
		stem: fmt.Sprintf("A library stands at %s. The next release %s and %s. Which version does it get?", now, changes[0].text, changes[1].text), key: code(raise(part)), by: "the larger of both changes raises its part",
		wrong: []mistake{
			{code(raise(1)), "A major version is for a change that existing callers cannot use unchanged.", "the major version raised"},
			{code(raise(2)), "A minor version is for a new ability that leaves existing calls intact.", "the minor version raised"},
			{code(raise(3)), "A patch version is for a repair that adds no ability.", "the patch version raised"},
			{code(kept), "The parts after the raised one go back to zero.", "the later parts kept"},
		},
		explanation: fmt.Sprintf("The larger of the two changes decides, and here it asks for a new %s version. The parts after it go back to zero, so %s becomes %s.", name, now, raise(part)),
	}
}

func caretRange(d *draw) *variant {
	base := version{d.between(1, 4), d.between(2, 7), d.between(2, 8), -1}
	caret := d.coin()
	available := []version{
		{base.major, base.minor, base.patch + d.between(1, 5), -1}, {base.major, base.minor + d.between(1, 4), d.between(0, 6), -1},
		{base.major + 1, d.between(0, 3), d.between(0, 5), -1}, {base.major, base.minor - 1, d.between(9, 12), -1},
	}
	permits := func(v version, caret bool) bool {
		if v.before(base) || v.major != base.major {
			return false
		}
		return caret || v.minor == base.minor
	}
	best := func(caret bool) version {
		top := version{}
		for _, v := range available {
			if permits(v, caret) && top.before(v) {
				top = v
			}
		}
		return top
	}
	sign, kind := "~", "A tilde range permits new patches and no new minor version"
	if caret {
		sign, kind = "^", "A caret range permits new minor versions and patches below the next major version"
	}
	key := best(caret)
	code := func(v version) string { return "`" + v.String() + "`" }
	var lines []string
	for _, v := range some(d, 4, available) {
		lines = append(lines, v.String())
	}
	v := &variant{
		stem: fmt.Sprintf("A manifest of npm says `%s%s`, and no lockfile exists. These versions are published. Which is the highest permitted one?", sign, base), code: strings.Join(lines, "\n"), key: code(key), by: "the range applied to each version",
		explanation: fmt.Sprintf("%s, and nothing below %s. Of the four versions the highest in that range is %s.", kind, base, key),
	}
	for _, o := range available {
		if o == key {
			continue
		}
		why := "This version is permitted, and a higher one is too."
		switch {
		case o.before(base):
			why = fmt.Sprintf("This version lies below %s.", base)
		case o.major != base.major:
			why = "This version has another major number, which neither range permits."
		case !permits(o, caret):
			why = "A tilde range permits no new minor version."
		}
		v.wrong = append(v.wrong, mistake{code(o), why, ""})
	}
	return v
}
