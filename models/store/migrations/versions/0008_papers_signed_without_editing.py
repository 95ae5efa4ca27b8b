"""papers signed without editing"""

from alembic import op
import sqlalchemy as sa


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _counting_committee()
    _addenda()
    _invitation()
    _state_at_start()
    _letters()


def _counting_committee() -> None:
    op.add_column('motion', sa.Column('count_number', sa.Integer(), nullable=True))
    op.add_column('motion', sa.Column('resolution_number', sa.Integer(), nullable=True))
    op.add_column('round', sa.Column('invalid_reasons', sa.String(), nullable=False, server_default=''))
    op.add_column('round_teller', sa.Column('is_head', sa.Boolean(), nullable=False, server_default='0'))


def _addenda() -> None:
    op.add_column('addendum', sa.Column('kind', sa.String(length=32), nullable=False, server_default='correction'))


def _invitation() -> None:
    op.add_column('meeting', sa.Column('invitation', sa.String(), nullable=False, server_default=''))


def _state_at_start() -> None:
    op.add_column('task', sa.Column('state_at_start', sa.String(), nullable=False, server_default=''))


def _letters() -> None:
    op.create_table('letter',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('recipients', sa.String(), nullable=False),
    sa.Column('signer_id', sa.String(length=36), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('head', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['signer_id'], ['member.id'], name=op.f('fk_letter_signer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter'))
    )
