package views

import (
	"fmt"
	"strconv"
	"time"
)

// exact is how much time must be left for whole minutes to do.
const exact = 5 * time.Minute

// left says the time left: minutes alone until five are left, then minutes and seconds.
func (c *Clock) left() string {
	switch {
	case c.Left <= 0:
		return "The time has ended"
	case c.Left > exact:
		return strconv.Itoa(int((c.Left+time.Minute-1)/time.Minute)) + " min left"
	}
	seconds := int(c.Left / time.Second)
	return fmt.Sprintf("%d:%02d left", seconds/60, seconds%60)
}

// hidden keeps the time out of sight for whoever wants that, until five minutes are left.
func (p Page) hidden(c *Clock) bool { return p.preferences().HideTime && c.Left > exact }

func seconds(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }
