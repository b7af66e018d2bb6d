/* Search in pages that were opened from a folder.

   A browser starts no worker from file://, so the worker's script runs in a hidden
   frame instead.  On a server this does nothing.  Material's search knows the name
   IFrameWorker, and waits for importScripts. */
if (location.protocol === "file:") {
  const SETUP = `
    self.importScripts = (...urls) => urls.reduce(
      (before, url) => before.then(() => new Promise((done, failed) => {
        const script = document.createElement("script")
        script.src = url
        script.onload = done
        script.onerror = () => failed(new Error("can not load " + url))
        document.body.append(script)
      })), Promise.resolve())
    self.postMessage = data => parent.IFrameWorker.told(self, data)
  `
  window.IFrameWorker = class extends EventTarget {
    static all = []

    static told(frame, data) {
      const worker = this.all.find(one => one.frame.contentWindow === frame)
      worker.dispatchEvent(new MessageEvent("message", { data }))
    }

    constructor(url) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      document.body.append(this.frame)
      IFrameWorker.all.push(this)
      this.ready = this.load(String(url))
    }

    load(url) {
      const page = this.frame.contentDocument
      page.open()
      page.write(`<body><script>${SETUP}<\/script></body>`)
      page.close()
      return new Promise((done, failed) => {
        const script = page.createElement("script")
        script.src = url
        script.onload = done
        script.onerror = failed
        page.body.append(script)
      })
    }

    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(
        new MessageEvent("message", { data })))
    }

    set onmessage(heard) { this.addEventListener("message", heard) }

    terminate() { this.frame.remove() }
  }
  window.Worker = IFrameWorker
}
