//! A person's device: the app in one of its hosts, with a place where it keeps things.

use super::{
    places,
    processes::{Driver, free_ports},
    screen::Screen,
};
use crate::kit::Result;
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Where the app runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// A browser, on the app that the hub serves.
    Chromium,
    /// The app's own window.
    Window,
}

/// A device. What it keeps outlives the app.
pub struct Device {
    host: Host,
    name: &'static str,
    folder: PathBuf,
    hub: String,
    language: String,
    running: Option<Running>,
}

struct Running {
    screen: Screen,
    driver: Driver,
    /// For what is asked beyond WebDriver.
    http: reqwest::Client,
}

impl Device {
    pub(super) fn new(host: Host, name: &'static str, folder: &Path, hub: &str) -> Result<Self> {
        // As a desktop notes where a person's files go.
        let (settings, downloads) = (folder.join("settings"), folder.join("downloads"));
        fs::create_dir_all(&settings)?;
        fs::create_dir_all(&downloads)?;
        let places = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
        fs::write(settings.join("user-dirs.dirs"), places)?;
        Ok(Self {
            host,
            name,
            folder: folder.to_owned(),
            hub: hub.to_owned(),
            language: "en".to_owned(),
            running: None,
        })
    }

    /// The same device with its browser set to another language.
    pub(super) fn speaking(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// Where it keeps things.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where files go that the app hands out.
    pub(super) fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    /// Where its app runs.
    pub fn host(&self) -> Host {
        self.host
    }

    /// What it shows.
    ///
    /// # Errors
    /// The app does not run.
    pub fn screen(&self) -> Result<&Screen> {
        let running = self.running.as_ref();
        Ok(&running.ok_or("the app is not open")?.screen)
    }

    /// Waits until the whole app is on the device. The window brings it along.
    pub(super) async fn keeps_the_app(&self) -> Result<()> {
        if self.host == Host::Window {
            return Ok(());
        }
        self.screen()?
            .until_arrived(
                "the app is not kept on the device",
                "navigator.serviceWorker.controller?.state === 'activated'",
            )
            .await
    }

    /// Opens the app, at this address in a browser.
    pub(super) async fn open(&mut self, address: &str) -> Result<()> {
        let driver = match self.host {
            Host::Chromium => self.chromedriver()?,
            Host::Window => self.tauri_driver()?,
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(match self.host {
            Host::Chromium => self.chromium()?,
            Host::Window => object(json!({"tauri:options": {"application": places::shell()?}})),
        });
        let client = builder.connect(driver.address()).await?;
        let screen = Screen::of(client);
        self.running = Some(Running {
            screen,
            driver,
            http: reqwest::Client::new(),
        });
        if self.host == Host::Chromium {
            if self.name == "citizen" {
                self.resize(360, 740).await?;
            }
            self.screen()?.client().goto(address).await?;
        }
        Ok(())
    }

    /// Gives the browser the screen of a phone: its own windows are never that small.
    pub(super) async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let phone = json!({
            "cmd": "Emulation.setDeviceMetricsOverride",
            "params": {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false},
        });
        self.ask_driver("goog/cdp/execute", &phone).await?;
        Ok(())
    }

    /// Ends the app as the system or an empty battery would.
    pub(super) fn kill(&mut self) -> Result<()> {
        match self.running.take() {
            Some(mut running) => running.driver.kill(),
            None => Err("the app is not open".into()),
        }
    }

    fn chromedriver(&self) -> Result<Driver> {
        let mut command = Command::new(places::chromedriver()?);
        command.arg("--port=0").stderr(Stdio::null());
        Driver::start(command, &self.folder)
    }

    fn chromium(&self) -> Result<Map<String, Value>> {
        Ok(object(json!({
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "binary": places::chromium()?,
                "prefs": {"download.default_directory": self.downloads()},
                "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    format!("--lang={}", self.language),
                    format!("--accept-lang={}", self.language),
                    "--window-size=1280,900",
                    format!("--user-data-dir={}", self.folder.display()),
                ],
            },
        })))
    }

    fn tauri_driver(&self) -> Result<Driver> {
        let ports = free_ports::<2>()?;
        let mut command = Command::new(places::tauri_driver()?);
        command
            .arg("--port")
            .arg(ports[0].to_string())
            .arg("--native-port")
            .arg(ports[1].to_string())
            .arg("--native-driver")
            .arg(places::webkit_driver()?)
            .env("DURBAR_DATA", &self.folder)
            .env("DURBAR_HUB", &self.hub)
            .env("XDG_CONFIG_HOME", self.folder.join("settings"))
            // Without it WebKit shows an empty window where there is no graphics card.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        if std::env::var_os("DISPLAY").is_none() {
            return Err("no DISPLAY: run `cargo xtask test`, which brings one of its own".into());
        }
        Driver::start_at(command, &self.folder, &ports)
    }

    /// Asks the browser's driver for something beyond WebDriver.
    pub(super) async fn ask_driver(&self, path: &str, body: &Value) -> Result<Value> {
        let running = self.running.as_ref().ok_or("the app is not open")?;
        let session = running.screen.client().session_id().await?;
        let address = running.driver.address();
        let session = session.ok_or("no session")?;
        let response = running
            .http
            .post(format!("{address}/session/{session}/{path}"))
            .body(body.to_string())
            .send()
            .await?;
        let mut answer: Value = serde_json::from_slice(&response.bytes().await?)?;
        let value = answer["value"].take();
        if value.get("error").is_some() {
            return Err(format!("{path}: {}", value["message"]).into());
        }
        Ok(value)
    }

    /// Keeps what is on the screen for whoever looks into a failure, and says where.
    pub(super) async fn keep_pictures(&self) -> Vec<String> {
        match self.picture().await {
            Ok(lines) => lines,
            Err(error) => vec![format!("no picture of the {}: {error}", self.name)],
        }
    }

    async fn picture(&self) -> Result<Vec<String>> {
        let client = self.screen()?.client();
        let folder = places::failed();
        fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let name = format!("{:?}-{}", self.host, self.name).to_lowercase();
        let source = folder.join(format!("{name}.html"));
        fs::write(&source, client.source().await?)?;
        let picture = folder.join(format!("{name}.png"));
        fs::write(&picture, client.screenshot().await?)?;
        Ok(vec![
            format!("{} at {}", self.name, client.current_url().await?),
            picture.display().to_string(),
            source.display().to_string(),
        ])
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
