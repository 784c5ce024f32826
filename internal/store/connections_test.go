package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"

	"touchstone/internal/fault"
)

func TestAfterALossEveryOlderConnectionIsSuspect(t *testing.T) {
	var on traffic
	if on.suspect(10*time.Millisecond) || !on.suspect(2*time.Second) {
		t.Error("without a loss, only what was idle for long is suspect")
	}
	if on.noteLoss(nil) || on.noteLoss(context.Canceled) || on.suspect(10*time.Millisecond) {
		t.Error("that was no loss")
	}
	if !on.noteLoss(io.ErrUnexpectedEOF) || !on.suspect(10*time.Millisecond) {
		t.Error("a connection from before the loss is trusted")
	}
	time.Sleep(5 * time.Millisecond)
	if on.suspect(time.Millisecond) {
		t.Error("a connection from after the loss is tried without need")
	}
}

func TestWhatErrorsMean(t *testing.T) {
	pg := func(code string) error { return fmt.Errorf("wrapped: %w", &pgconn.PgError{Code: code}) }
	for _, c := range []struct {
		err               error
		race, lost, cured bool
		kind              fault.Kind
	}{
		{pg("40001"), true, false, false, fault.Unavailable}, {pg("40P01"), true, false, false, fault.Unavailable},
		{pg("57P01"), false, true, true, fault.Unavailable}, {pg("08006"), false, true, true, fault.Unavailable}, {pg("57014"), false, false, true, fault.Unavailable},
		{pg("53100"), false, false, true, fault.Unavailable}, {pg("53300"), false, false, true, fault.Unavailable}, {pg("55P03"), false, false, true, fault.Unavailable},
		{pg("25006"), false, false, true, fault.Unavailable}, {pg("42P01"), false, false, false, fault.Internal}, {pg(""), false, false, false, fault.Internal},
		{io.EOF, false, true, true, fault.Unavailable}, {&net.OpError{Op: "read", Err: errors.New("reset")}, false, true, true, fault.Unavailable},
		{sqlite3.BUSY, true, false, true, fault.Unavailable}, {sqlite3.FULL, false, false, true, fault.Unavailable}, {sqlite3.IOERR_WRITE, false, false, true, fault.Unavailable},
		{sqlite3.READONLY, false, false, true, fault.Unavailable}, {sqlite3.CORRUPT, false, false, false, fault.Internal},
		{context.DeadlineExceeded, false, false, true, fault.Unavailable}, {context.Canceled, false, false, false, fault.Internal}, {errors.New("anything"), false, false, false, fault.Internal},
	} {
		if race, lost, cured, kind := lostRace(c.err), connectionLost(c.err), unreachable(c.err), fault.KindOf(translate(c.err)); race != c.race || lost != c.lost || cured != c.cured || kind != c.kind {
			t.Errorf("%v: race %v, lost %v, unreachable %v, %s", c.err, race, lost, cured, kind)
		}
	}
}
