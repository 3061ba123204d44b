// Says whether a URL answers with a success: exit code 0 or 1, with one line that says why. The health check of images that hold nothing
// but a program.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	timeLimit = 2500 * time.Millisecond
	// Docker keeps the output of the last checks.
	maxBody = 500
)

func main() {
	if len(os.Args) != 2 {
		fmt.Println("Usage: probe http://127.0.0.1:port/path")
		os.Exit(2)
	}
	message, healthy := ask(os.Args[1])
	fmt.Println(message)
	if !healthy {
		os.Exit(1)
	}
}

func ask(url string) (message string, healthy bool) {
	client := http.Client{Timeout: timeLimit}
	response, err := client.Get(url)
	if err != nil {
		return err.Error(), false
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if err != nil {
		return fmt.Sprintf("%s answered %s, and then: %v", url, response.Status, err), false
	}
	message = strings.TrimSpace(fmt.Sprintf("%s answered %s %s", url, response.Status, body))
	return message, response.StatusCode >= 200 && response.StatusCode < 300
}
