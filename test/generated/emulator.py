"""Runs scripts in a shell with the real AWS CLI against moto, an AWS that this project did not write.

Reads from stdin a list of {"name", "region", "text"}, prints one JSON document. Each script finds an account of its
own: a network for endpoints, an organisation for control policies, and the users and roles that policies are for.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request

os.environ.update(
    MOTO_ACCOUNT_ID="111122223333",
    AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    HOME=tempfile.mkdtemp(),
)

import boto3  # noqa: E402
import moto  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

# Nothing waits here for a role to be known everywhere.
SHELL = "sleep() { :; }\n"
NOBODY = '{"Version":"2012-10-17","Statement":[]}'


def network(client):
    vpc = client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        client("ec2").create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24")["Subnet"]["SubnetId"]
        for index in range(2)
    ]
    return {"VPC_ID": vpc, "SUBNET_IDS": " ".join(subnets), "CIDR": "10.0.0.0/16"}


def organisation(client):
    client("organizations").create_organization(FeatureSet="ALL")
    return {"TARGET_ID": client("organizations").list_roots()["Roots"][0]["Id"]}


def people(client):
    for user in ("cline", "o.hara+bedrock=dev,1@example.com", "USER_NAME"):
        client("iam").create_user(UserName=user)
    for role in ("BedrockDeveloper", "_x"):
        client("iam").create_role(RoleName=role, AssumeRolePolicyDocument=NOBODY)
    return {}


def run(url, text):
    region = text["region"]
    urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST")).read()

    def client(name):
        return boto3.client(name, region_name=region, endpoint_url=url)

    wanted = {"privatelink": network, "scp": organisation, "the": people}.get(text["name"].split(" ")[0])
    env = {
        **os.environ,
        **(wanted(client) if wanted else {}),
        "AWS_ENDPOINT_URL": url,
        "AWS_DEFAULT_REGION": region,
        "AWS_PAGER": "",
        "EMAIL": "o'hara+aws@example.com",
        "PAYER": "111122223333",
    }
    done = subprocess.run(["sh", "-c", SHELL + text["text"]], env=env, capture_output=True, text=True)
    return {"code": done.returncode, "said": done.stderr.strip()[-500:]}


server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
results = [run(f"http://{host}:{port}", text) for text in json.load(sys.stdin)]
print(json.dumps({"version": moto.__version__, "results": results}))
server.stop()
