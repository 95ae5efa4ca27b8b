"""parcels that members had removed are kept hidden for a time"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hidden_parcel',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('device', sa.String(length=36), nullable=False),
    sa.Column('last', sa.BigInteger(), nullable=False),
    sa.Column('first', sa.BigInteger(), nullable=False),
    sa.Column('previous_tag', sa.LargeBinary(length=16), nullable=False),
    sa.Column('head_tag', sa.LargeBinary(length=16), nullable=False),
    sa.Column('key_id', sa.String(length=64), nullable=False),
    sa.Column('box', sa.LargeBinary(), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=False),
    sa.Column('received_at', sa.String(length=24), nullable=False),
    sa.Column('sha256', sa.LargeBinary(length=32), nullable=True),
    sa.Column('rotten_at', sa.String(length=24), nullable=True),
    sa.Column('complained_at', sa.String(length=24), nullable=True),
    sa.Column('replaced', sa.Integer(), nullable=False, server_default='0'),
    sa.Column('hidden_at', sa.String(length=24), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'device', 'last', name=op.f('pk_hidden_parcel'))
    )
