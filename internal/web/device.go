package web

import "strings"

// device names a browser and a system from what the browser says of itself, as far as people need to recognise their own. Order matters: Edge and Opera also
// say Chrome, Chrome also says Safari, and Android also says Linux.
func device(agent string) string {
	browser := firstNamed(agent, "A browser", [][2]string{{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}})
	system := firstNamed(agent, "", [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}})
	if system == "" {
		return browser
	}
	return browser + " on " + system
}

func firstNamed(agent, otherwise string, names [][2]string) string {
	for _, name := range names {
		if strings.Contains(agent, name[0]) {
			return name[1]
		}
	}
	return otherwise
}
