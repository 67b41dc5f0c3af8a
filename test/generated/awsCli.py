"""Gives command lines to the AWS CLI itself, in one process and without a network. Prints one JSON document.

Reads from stdin a list of {"cwd", "region", "argv"}; the region is the caller's own. For each it prints what the CLI printed as an error, its exit code, and
the hosts it would have called. The options of every command that was called are told, too.
"""

import contextlib
import io
import itertools
import json
import os
import re
import sys
from urllib.parse import urlsplit

import awscli
from awscli.clidriver import create_clidriver
from botocore.awsrequest import AWSResponse

HOSTS = []


class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()


def answer(request, **_):
    """An empty success in the protocol of the request; nothing leaves the process."""
    HOSTS.append(urlsplit(request.url).hostname)
    headers = {key.lower(): str(value) for key, value in request.headers.items()}
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else b""
    action = re.search(rb"(?:^|&)Action=(\w+)", body)
    if "rpc-v2-cbor" in headers.get("smithy-protocol", ""):
        content, reply = "application/cbor", b"\xa0"
    elif action:
        name = action[1].decode()
        content, reply = "text/xml", f"<{name}Response><{name}Result/></{name}Response>".encode()
    elif ".s3" in HOSTS[-1] or HOSTS[-1].startswith("s3"):
        content, reply = "application/xml", b""
    else:
        content, reply = "application/json", b"{}"
    answered = {"content-type": content, "x-amzn-requestid": "none"}
    if content == "application/cbor":
        answered["smithy-protocol"] = "rpc-v2-cbor"
    return AWSResponse(request.url, 200, answered, Raw(reply))


driver = create_clidriver()
driver.session.register("before-send", answer)


def run(argv, cwd, region):
    HOSTS.clear()
    os.chdir(cwd)
    if argv[0] not in SERVICES:
        return {"code": 252, "said": f"{argv[0]} is younger than this release", "hosts": []}
    # The CLI keeps --region of the call before in its session.
    driver.session.set_config_variable("region", region)
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = driver.main(argv)
        except SystemExit as exit:
            code = exit.code
    err.flush()
    said = err.buffer.getvalue().decode().strip()
    return {"code": code, "said": said, "hosts": sorted(set(HOSTS))}


def options(*words):
    command = SERVICES[words[0]]
    for word in words[1:]:
        table = command.subcommand_table if hasattr(command, "subcommand_table") else command._get_command_table()
        command = table[word]
    return {name: bool(option.required) for name, option in sorted(command.arg_table.items())}


SERVICES = driver._get_command_table()
calls = json.load(sys.stdin)
results = [run(**call) for call in calls]
commands = {
    tuple(itertools.takewhile(lambda word: not word.startswith("--"), call["argv"]))
    for call in calls
    if call["argv"][0] in SERVICES
}
print(
    json.dumps(
        {
            "version": awscli.__version__,
            "results": results,
            "options": {" ".join(words): options(*words) for words in sorted(commands)},
        }
    )
)
