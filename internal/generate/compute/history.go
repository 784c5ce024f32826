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
		teaches: map[string]string{"--soft": "A soft reset is a move of the branch name", "--hard": "A hard reset is a move of the branch name"}[mode],
		stem:    fmt.Sprintf("A file of one word goes through these steps. Which word does it hold in the %s at the end?", place), code: strings.Join(lines, "\n"), key: key, by: "an evaluator of branch, staging area and working tree", wrong: wrong,
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
	shared, main, topic := d.between(2, 5), d.between(0, 4), d.between(2, 6)
	how := pick(d, "git merge topic", "git merge --squash topic\n  and git commit", "git rebase main\n  on topic, then a\n  fast-forward of main")
	var after int
	var why, teaches string
	switch {
	case strings.HasPrefix(how, "git merge --squash"):
		teaches = "puts all changes of a branch into one new commit with one parent"
		after, why = shared+main+1, fmt.Sprintf("A squash merge puts all %d changes of the branch into one new commit: %d + %d + 1 = %d.", topic, shared, main, shared+main+1)
	case strings.HasPrefix(how, "git rebase"):
		teaches = "replays a series of commits on a new base"
		after, why = shared+main+topic, fmt.Sprintf("The rebase replays the %d commits of the branch on top of main, and the fast-forward adds no commit: %d + %d + %d = %d.", topic, shared, main, topic, shared+main+topic)
	case main == 0:
		teaches = "a join that only moves the branch name ahead"
		after, why = shared+topic, fmt.Sprintf("Main gained no commit since the fork, so a fast-forward only moves the name: %d + %d = %d.", shared, topic, shared+topic)
	default:
		after, why = shared+main+topic+1, fmt.Sprintf("Both sides have new commits, so the merge records one more with two parents: %d + %d + %d + 1 = %d.", shared, main, topic, shared+main+topic+1)
	}
	return &variant{
		teaches: teaches,
		stem:    fmt.Sprintf("Main and topic share %s. Since the fork main got %d more and topic %d. How many commits can be reached from main after this?", of(shared, "commit"), main, topic), code: "on main\n" + how, value: exactly(after), by: "an evaluator of the commit graph",
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
