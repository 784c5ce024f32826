package testbed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"

	"github.com/chromedp/chromedp"
)

// ErrNoChromium says that the browser was not found, and how to get it.
var ErrNoChromium = errors.New("chromium is missing: apt-get install chromium")

// browser is the one Chromium of a test process. Each page has a profile of its own in it.
type browser struct {
	context context.Context
	// profile closes with the process, however it ends, and takes Chromium's folder with it. It is kept here, because
	// it would close too when it is collected as garbage.
	profile io.Closer
}

var sharedBrowser = sync.OnceValues(startBrowser)

func startBrowser() (*browser, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, ErrNoChromium
	}
	folder, profile, err := processFolder("touchstone-chromium-")
	if err != nil {
		return nil, err
	}
	// chromedp's own options keep Chromium off the network, and give root the --no-sandbox that it needs.
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(folder),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// chromedp loses the elements of a page that comes back from memory. So going back loads it again.
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,BackForwardCache"),
		chromedp.Flag("hide-scrollbars", true),
		// Chromium drops a press that comes before the first picture of a page. A test is quicker than any hand.
		chromedp.Flag("allow-pre-commit-input", true),
		chromedp.Flag("lang", "en-GB"),
		chromedp.Env("TZ=UTC"),
	)
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("chromium: %w", err), profile.Close())
	}
	return &browser{context: ctx, profile: profile}, nil
}

// folderKeeper removes a folder when its input ends. What a killed Chromium still writes can make the first try fail.
const folderKeeper = `read -r line
for try in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" 2>/dev/null && exit; sleep 0.2; done`

// processFolder makes a temporary folder that is removed when the keeper closes, or this process ends.
func processFolder(pattern string) (folder string, keeper io.Closer, err error) {
	if folder, err = os.MkdirTemp("", pattern); err != nil {
		return "", nil, err
	}
	command := exec.Command("/bin/sh", "-c", folderKeeper, "sh", folder)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	input, err := command.StdinPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(folder))
	}
	return folder, input, nil
}
