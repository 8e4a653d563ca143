"""A standalone Spark cluster on this machine: a master and workers, each a process of its own, and the job on it."""

import atexit
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark

HOME = Path(pyspark.__file__).parent
JOB = Path(__file__).parents[2] / "examples/spark/job.py"
# A quick start counts for more than speed here: what takes time is done by the command line.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# A machine on which nothing moves for a minute has lost no worker.
SLOW = {"spark.worker.timeout": "600", "spark.network.timeout": "600s"}
# Seconds until what is waited for must be there, on a busy machine too.
PATIENCE = 600


class Cluster:
    """A master, and workers of one core each, which start an executor for each job."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen] = []
        # Ctrl+C ends the tests alone: each process is in a group of its own.
        atexit.register(self.stop)
        folder.mkdir(parents=True)
        self.environment = os.environ | {
            "SPARK_HOME": str(HOME),
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": " ".join([JAVA, *(f"-D{name}={value}" for name, value in SLOW.items())]),
            "SPARK_LAUNCHER_OPTS": JAVA,
            "SPARK_LOCAL_DIRS": str(folder / "scratch"),
        }
        # The job ships its modules itself.
        self.environment.pop("PYTHONPATH", None)
        try:
            master = ["org.apache.spark.deploy.master.Master", "--port", "0"]
            self.master = self.start("master", master, r"Starting Spark master at (spark://\S+)")
            for number in range(workers):
                worker = ["org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g"]
                worker += ["--work-dir", str(folder / f"work-{number}"), self.master]
                self.start(f"worker-{number}", worker, r"(Successfully registered with master)")
        except BaseException:
            self.stop()
            raise

    def start(self, name: str, command: list[str], there: str) -> str:
        """Starts a process of the cluster and waits until it says that it is there."""
        log = self.folder / f"{name}.log"
        with open(log, "wb") as out:
            line = [str(HOME / "bin/spark-class"), *command[:1], "--host", "127.0.0.1", "--webui-port", "0", *command[1:]]
            process = subprocess.Popen(line, env=self.environment, stdout=out, stderr=out, start_new_session=True)
        self.running.append(process)
        found = wait(lambda: re.search(there, log.read_text()) or process.poll() is not None, f"{name} of Spark's")
        if process.poll() is not None:
            raise SystemExit(f"{log}: expected {name} to start, found that it ended:\n{log.read_text()[-2000:]}")
        return found[1]

    def submit(self, corpus: Path, out: Path, program: Path, *more: str, cores: int = 2) -> subprocess.Popen:
        """Starts the job, in a group of processes of its own."""
        settings = {"spark.ui.enabled": "false", "spark.cores.max": cores, "spark.executor.cores": 1}
        settings |= {"spark.executor.memory": "700m", "spark.driver.memory": "700m", "spark.log.level": "WARN"}
        settings |= SLOW | {"spark.executor.extraJavaOptions": JAVA, "spark.driver.extraJavaOptions": JAVA}
        command = [str(HOME / "bin/spark-submit"), "--master", self.master]
        command += [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
        command += [str(JOB), str(corpus), str(out), "--tagline", str(program), *more]
        pipe = subprocess.PIPE
        job = subprocess.Popen(command, env=self.environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
        self.running.append(job)
        return job

    def refusal(self, *args: object) -> tuple[int, str, str]:
        """Runs the job where it is to end before it starts Spark: exit code, standard output, standard error."""
        command = [sys.executable, JOB, *args]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        return done.returncode, done.stdout, done.stderr

    def run(self, *args: object, **options: object) -> tuple[int, str, str]:
        """Runs the job to its end: exit code, standard output, standard error."""
        process = self.submit(*args, **options)
        out, err = process.communicate(timeout=7200)
        return process.returncode, out, err

    def said(self) -> str:
        """What all executors wrote on standard error so far."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("work-*/*/*/stderr"))

    def stop(self) -> None:
        """Ends the cluster's processes, and what it still works on."""
        for process in reversed(self.running):
            kill(process)


def kill(process: subprocess.Popen) -> None:
    """Kills a process that still runs, and all that it started in its group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait(condition, what: str):
    """Waits until the condition gives something, and gives it back."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise SystemExit(f"cluster: expected {what} within {PATIENCE} s, found nothing")
