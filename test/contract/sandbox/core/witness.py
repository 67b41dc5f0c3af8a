"""What boto3, a client that this project did not write, makes of the local AWS. Prints one JSON document.

Usage: witness.py URL. Keys come from the environment, as usual with boto3.
"""

import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, UnknownServiceError

URL = sys.argv[1]
PLAIN = Config(retries={"max_attempts": 0})
MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": "*"}],
}


def client(name, **more):
    return boto3.client(name, endpoint_url=URL, region_name="us-east-1", config=PLAIN, **more)


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        answer = error.response
        return {
            "code": answer["Error"]["Code"],
            "message": answer["Error"]["Message"],
            "status": answer["ResponseMetadata"]["HTTPStatusCode"],
            "requestId": answer["ResponseMetadata"].get("RequestId", ""),
        }
    return None


def sts():
    own = client("sts")
    identity = own.get_caller_identity()
    role = own.assume_role(
        RoleArn=f"arn:aws:iam::{identity['Account']}:role/BedrockDeveloper", RoleSessionName="witness"
    )
    keys = role["Credentials"]
    borrowed = client(
        "sts",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    wrong = client("sts", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="EXAMPLE" * 5)
    stranger = client("sts", aws_access_key_id="AKIANOBODYKNOWSTHIS2", aws_secret_access_key="EXAMPLE" * 5)
    return {
        "arn": identity["Arn"],
        "assumed": borrowed.get_caller_identity()["Arn"],
        "keyInfo": own.get_access_key_info(AccessKeyId=os.environ["AWS_ACCESS_KEY_ID"])["Account"],
        "wrongSecret": refused(wrong.get_caller_identity),
        "stranger": refused(stranger.get_caller_identity),
        "noSuchRole": refused(
            own.assume_role, RoleArn="arn:aws:iam::123456789012:role/Nobody", RoleSessionName="witness"
        ),
    }


def iam():
    own = client("iam")
    user = own.get_user()["User"]
    keys = own.list_access_keys(UserName=user["UserName"])["AccessKeyMetadata"]
    simulated = own.simulate_principal_policy(
        PolicySourceArn=user["Arn"],
        ActionNames=["bedrock:InvokeModel", "ec2:RunInstances"],
        ResourceArns=["*"],
    )
    return {
        "user": user["UserName"],
        "created": user["CreateDate"].year > 2000,
        "role": own.get_role(RoleName="BedrockDeveloper")["Role"]["AssumeRolePolicyDocument"]["Version"],
        "keys": [[key["AccessKeyId"], key["Status"]] for key in keys],
        "lastUsed": sorted(own.get_access_key_last_used(AccessKeyId=keys[0]["AccessKeyId"])),
        "specific": own.list_service_specific_credentials(UserName="BedrockAPIKey-x1y2")[
            "ServiceSpecificCredentials"
        ][0]["ServiceName"],
        "decisions": [
            [each["EvalActionName"], each["EvalDecision"]] for each in simulated["EvaluationResults"]
        ],
        "noSuchUser": refused(own.get_user, UserName="nobody"),
        "mayNotCreate": refused(
            own.create_policy, PolicyName="Witness", PolicyDocument=json.dumps(POLICY)
        ),
    }


def control():
    own = client("bedrock")
    models = own.list_foundation_models()["modelSummaries"]
    pages = list(own.get_paginator("list_inference_profiles").paginate(PaginationConfig={"PageSize": 5}))
    profile = own.get_inference_profile(inferenceProfileIdentifier=MODEL)
    base = MODEL.replace("us.", "")
    return {
        "models": len(models),
        "pages": len(pages),
        "profiles": len({each["inferenceProfileId"] for page in pages for each in page["inferenceProfileSummaries"]}),
        "profileModels": len(profile["models"]),
        "model": own.get_foundation_model(modelIdentifier=base)["modelDetails"]["modelId"],
        "availability": own.get_foundation_model_availability(modelId=base)["authorizationStatus"],
        "form": len(own.get_use_case_for_model_access()["formData"]) > 0,
        "offers": len(own.list_foundation_model_agreement_offers(modelId=base)["offers"]),
        "logging": "loggingConfig" in own.get_model_invocation_logging_configuration(),
        "noSuchModel": refused(own.get_foundation_model, modelIdentifier="anthropic.nothing-v1:0"),
    }


def runtime():
    own = client("bedrock-runtime")
    messages = [{"role": "user", "content": [{"text": "Reply with the word pong"}]}]
    whole = own.converse(modelId=MODEL, messages=messages)
    said, stop, usage = "", "", 0
    for event in own.converse_stream(modelId=MODEL, messages=messages)["stream"]:
        said += event.get("contentBlockDelta", {}).get("delta", {}).get("text", "")
        stop = event.get("messageStop", {}).get("stopReason", stop)
        usage = event.get("metadata", {}).get("usage", {}).get("outputTokens", usage)
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 20,
        "messages": [{"role": "user", "content": "Reply with the word pong"}],
    }
    pieces = [
        json.loads(event["chunk"]["bytes"])
        for event in own.invoke_model_with_response_stream(modelId=MODEL, body=json.dumps(body))["body"]
    ]
    return {
        "whole": whole["output"]["message"]["content"][0]["text"],
        "stream": [said, stop, usage > 0],
        "invoke": "".join(piece.get("delta", {}).get("text", "") for piece in pieces),
        "plainId": refused(own.converse, modelId=MODEL.replace("us.", ""), messages=messages),
    }


def bearer():
    os.environ["AWS_BEARER_TOKEN_BEDROCK"] = os.environ["WITNESS_API_KEY"]
    own = client("bedrock-runtime")
    messages = [{"role": "user", "content": [{"text": "Reply with the word pong"}]}]
    return own.converse(modelId=MODEL, messages=messages)["output"]["message"]["content"][0]["text"]


def sso():
    own = client("sso")
    token = "aoaAAAAAexample-sso-access-token"
    account = own.list_accounts(accessToken=token)["accountList"][0]["accountId"]
    role = own.list_account_roles(accessToken=token, accountId=account)["roleList"][0]["roleName"]
    keys = own.get_role_credentials(accessToken=token, accountId=account, roleName=role)["roleCredentials"]
    return {
        "account": account,
        "role": role,
        "expires": keys["expiration"] > 1_700_000_000_000,
        "wrongToken": refused(own.list_accounts, accessToken="EXAMPLE-nobody"),
    }


def section(run):
    """None where this release of boto3 is too old to know the service or one of the calls."""
    try:
        return run()
    except (UnknownServiceError, AttributeError):
        return None


SECTIONS = {"sts": sts, "iam": iam, "bedrock": control, "runtime": runtime, "sso": sso, "bearer": bearer}
found = {name: section(run) for name, run in SECTIONS.items()}
print(json.dumps({"version": boto3.__version__, **found}))
