//! Starting a browser under its WebDriver, with a fresh profile, and ending both whatever happens.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::Outcome;

/// The three engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
    /// WebKit by WebKitGTK's MiniBrowser.
    WebKit,
}

/// A browser's driver at work. Dropping it ends the driver, its browser and its screen, and removes its folder.
pub struct Driver {
    /// A folder of its own: profile, downloads, made-up pages.
    pub home: PathBuf,
    address: String,
    browser: Browser,
    proxy: Option<u16>,
    /// How many kilobytes Firefox keeps for all sites together; one may have a fifth of that.
    pub room: Option<u32>,
    /// Whether pages may keep nothing at all: cookies are blocked, and with them whatever else is kept.
    pub refuses: bool,
    // Ended in this order.
    processes: Vec<Group>,
}

/// How long a driver may take until it answers.
const START: Duration = Duration::from_secs(60);

impl Driver {
    /// Starts the driver of `browser` on a free port. With the port of a proxy the browser sends all its requests there, also
    /// those for this machine.
    pub fn start(browser: Browser, proxy: Option<u16>) -> Outcome<Driver> {
        let home = fresh_folder()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let mut driver =
            Driver { home, address, browser, proxy, room: None, refuses: false, processes: Vec::new() };
        let log = File::create(driver.home.join("driver.log"))?;
        let mut command = Command::new(match browser {
            Browser::Chromium => "chromedriver",
            Browser::Firefox => "geckodriver",
            Browser::WebKit => "WebKitWebDriver",
        });
        command.arg(format!("--port={port}")).stdout(log.try_clone()?).stderr(log);
        // What a browser keeps outside its profile goes into the folder, too.
        for (name, below) in
            [("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")]
        {
            command.env(name, driver.home.join(below));
        }
        if browser == Browser::Firefox {
            // Its tests' own setting, with which it takes the one for where to ask for its lists.
            command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
            // Two Firefoxes must not ask for the same port.
            let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
            command.arg(format!("--websocket-port={free}"));
        }
        if browser == Browser::WebKit {
            let (screen, display) = start_screen()?;
            driver.processes.push(screen);
            command.env("DISPLAY", display).env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command.env("GDK_BACKEND", "x11").env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
        driver.processes.insert(0, Group::spawn(&mut command)?);
        let began = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if began.elapsed() > START {
                return Err(format!("{browser:?}: its driver does not answer after {START:?}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    /// Opens the browser with a session.
    pub async fn connect(&self) -> Outcome<Client> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.capabilities()?);
        let session = tokio::time::timeout(START, builder.connect(&self.address)).await;
        Ok(session.map_err(|_| format!("{:?}: no session after {START:?}", self.browser))??)
    }

    /// Where the browser puts downloads, if it can be told.
    pub fn downloads(&self) -> Option<PathBuf> {
        (self.browser != Browser::WebKit).then(|| self.home.join("downloads"))
    }

    fn capabilities(&self) -> Outcome<Map<String, Value>> {
        let downloads = self.home.join("downloads");
        fs::create_dir_all(&downloads)?;
        let options = match self.browser {
            Browser::Chromium => {
                let profile = format!("--user-data-dir={}", self.home.join("profile").display());
                let mut args = vec![
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--window-size=1280,900",
                    profile.as_str(),
                ];
                let proxy = self.proxy.map(|port| format!("--proxy-server=http://127.0.0.1:{port}"));
                if let Some(proxy) = &proxy {
                    args.extend([proxy.as_str(), "--proxy-bypass-list=<-loopback>", "--disable-extensions"]);
                    // What Chromium asks for by itself.
                    args.push(
                        "--disable-features=AutofillServerCommunication,NetworkTimeServiceQuerying,OptimizationHints,\
                         MediaRouter,PreconnectToSearch,Translate",
                    );
                }
                let mut prefs =
                    json!({ "download.default_directory": downloads, "download.prompt_for_download": false });
                if self.refuses {
                    prefs["profile.default_content_setting_values.cookies"] = json!(2);
                }
                json!({ "goog:chromeOptions": { "args": args, "prefs": prefs } })
            }
            Browser::Firefox => {
                let mut prefs = json!({
                    "browser.download.folderList": 2,
                    "browser.download.dir": downloads,
                    "browser.download.useDownloadDir": true,
                    "browser.download.always_ask_before_handling_new_types": false,
                });
                if let Some(room) = self.room {
                    prefs["dom.quotaManager.temporaryStorage.fixedLimit"] = json!(room);
                }
                if self.refuses {
                    prefs["network.cookie.cookieBehavior"] = json!(2);
                }
                if let Some(port) = self.proxy {
                    prefs["network.proxy.type"] = json!(1);
                    prefs["services.settings.server"] = json!("data:,#none");
                    prefs["network.proxy.allow_hijacking_localhost"] = json!(true);
                    for kind in ["http", "ssl"] {
                        prefs[format!("network.proxy.{kind}")] = json!("127.0.0.1");
                        prefs[format!("network.proxy.{kind}_port")] = json!(port);
                    }
                    // What Firefox asks for by itself.
                    for setting in [
                        "app.normandy.enabled",
                        "extensions.systemAddon.update.enabled",
                        "browser.region.update.enabled",
                    ] {
                        prefs[setting] = json!(false);
                    }
                }
                let args = ["-headless", "-width", "1280", "-height", "900"];
                let mut options = json!({ "args": args, "prefs": prefs });
                if let Some(binary) = find("firefox").or_else(|| find("firefox-esr")) {
                    options["binary"] = json!(binary);
                }
                json!({ "moz:firefoxOptions": options })
            }
            Browser::WebKit => {
                let binary = mini_browser().ok_or("MiniBrowser, WebKit's test browser, is not installed")?;
                let mut options =
                    json!({ "webkitgtk:browserOptions": { "binary": binary, "args": ["--automation"] } });
                if let Some(port) = self.proxy {
                    let address = format!("127.0.0.1:{port}");
                    options["proxy"] =
                        json!({ "proxyType": "manual", "httpProxy": address, "sslProxy": address });
                }
                options
            }
        };
        match options {
            Value::Object(map) => Ok(map),
            _ => Err("capabilities are no object".into()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.processes.clear();
        fs::remove_dir_all(&self.home).ok();
    }
}

/// A process with all its children, ended together.
pub struct Group(Child);

impl Group {
    /// Starts it.
    pub fn spawn(command: &mut Command) -> Outcome<Group> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        Ok(Group(child.map_err(|error| format!("{program}: {error}; `make test` installs it"))?))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.0.id())])
            .stderr(Stdio::null())
            .status()
            .ok();
        self.0.wait().ok();
    }
}

/// A virtual screen, and its name.
pub fn start_screen() -> Outcome<(Group, String)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
    let mut screen = Group::spawn(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let mut number = String::new();
    let stdout = screen.0.stdout.take().ok_or("Xvfb has no output")?;
    BufReader::new(stdout).read_line(&mut number)?;
    match number.trim() {
        "" => Err("Xvfb did not start".into()),
        number => Ok((screen, format!(":{number}"))),
    }
}

/// WebKitGTK's MiniBrowser, which lies in a folder that each system names its own way.
pub fn mini_browser() -> Option<PathBuf> {
    let mut found = Vec::new();
    for library in ["/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/local/lib", "/usr/local/libexec"] {
        let deeper = fs::read_dir(library).into_iter().flatten().flatten().map(|entry| entry.path());
        for folder in [PathBuf::from(library)].into_iter().chain(deeper) {
            for version in ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"] {
                found.push(folder.join(version).join("MiniBrowser"));
            }
        }
    }
    found.into_iter().find(|path| path.is_file())
}

/// A program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// An empty folder of this run.
pub fn fresh_folder() -> io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("e2e-{}-{count}", std::process::id()));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
